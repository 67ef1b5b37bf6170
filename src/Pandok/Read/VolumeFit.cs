namespace Pandok.Read;

/// <summary>Whether the frames of a series are the slices of one volume: parallel, in line, at one distance. Otherwise why not, and nothing is built of them.</summary>
/// <param name="SpacingZ">Millimetres from slice to slice; null if not usable.</param>
/// <param name="Reason">GantryTilt, UnevenSpacing, Gap, Mixed (planes, sizes, colours, scales or places that do not belong together), NoPositions or TooFew; null if usable.</param>
internal sealed record VolumeFit(bool Usable, double? SpacingZ, string? Reason)
{
    private const int Fewest = 3;
    // A slice may lie this much beside its place: five per cent of the distance, or what two decimals of a position round off; in its plane, half a pixel.
    private const double OfDistance = 0.05, Rounding = 0.05, OfPixel = 0.5, OfMultiple = 0.1;

    /// <param name="slices">In order along the normal; positions in millimetres.</param>
    public static VolumeFit Judge(IReadOnlyList<Slice> slices)
    {
        if (slices.Any(slice => slice.Position is null || slice.Orientation is null || slice.Spacing is null)) return No("NoPositions");
        var first = slices[0];
        if (slices.Any(slice => !first.IsLike(slice))) return No("Mixed");
        if (slices.Count < Fewest) return No("TooFew");
        var normal = Geometry.Normal(first.Orientation!);
        var along = slices.Select(slice => Geometry.Dot(Geometry.Minus(slice.Position!, first.Position!), normal)).ToArray();
        var gaps = along.Zip(along.Skip(1), (a, b) => b - a).ToArray();
        if (gaps.Min() < Rounding) return No("Mixed");
        var aside = slices.Select((slice, i) => Geometry.Minus(Geometry.Minus(slice.Position!, first.Position!), Geometry.Times(normal, along[i]))).ToArray();
        if (IsAside(aside, along, first) is { } why) return No(why);
        var distance = along[^1] / (slices.Count - 1);
        var allowed = Math.Max(Rounding, OfDistance * distance);
        if (along.Select((place, i) => Math.Abs(place - i * distance)).Max() <= allowed) return new VolumeFit(true, Math.Round(distance, 5), null);
        var usual = gaps.Order().ElementAt(gaps.Length / 2);
        return No(gaps.All(gap => Math.Abs(gap / usual - Math.Round(gap / usual)) < OfMultiple && Math.Round(gap / usual) >= 1) ? "Gap" : "UnevenSpacing");
    }

    // Slices that move evenly aside are those of a tilted gantry; unevenly, those of a patient who moved or of two stacks.
    private static string? IsAside(double[][] aside, double[] along, Slice first)
    {
        var allowed = OfPixel * Math.Min(first.Spacing![0], first.Spacing[1]);
        if (aside.All(shift => Geometry.Length(shift) <= allowed)) return null;
        var lean = Geometry.Times(aside[^1], 1 / along[^1]);
        return aside.Select((shift, i) => Geometry.Length(Geometry.Minus(shift, Geometry.Times(lean, along[i])))).All(rest => rest <= allowed) ? "GantryTilt" : "Mixed";
    }

    private static VolumeFit No(string reason) => new(false, null, reason);

    /// <summary>What of a frame decides.</summary>
    internal sealed record Slice(double[]? Position, double[]? Orientation, double[]? Spacing, int Rows, int Columns, int Samples, Rescale Rescale, string? FrameOfReference)
    {
        private const double Cosine = 1e-3, Share = 1e-3;

        public bool IsLike(Slice other) =>
            (Rows, Columns, Samples, FrameOfReference) == (other.Rows, other.Columns, other.Samples, other.FrameOfReference) && Samples == 1 && Rescale.Unit == other.Rescale.Unit
            && Orientation!.Zip(other.Orientation!, (a, b) => Math.Abs(a - b)).Max() < Cosine
            && Spacing!.Zip(other.Spacing!, (a, b) => Math.Abs(a - b) / a).Max() < Share;
    }
}
