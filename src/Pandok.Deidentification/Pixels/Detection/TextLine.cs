namespace Pandok.Deidentification.Pixels.Detection;

/// <summary>A chain of parts and what it looks like.</summary>
internal sealed record TextLine(Area Area, int Parts, int Pieces, double Contrast, double Sharpness, double Roughness, double GreySpread, double HeightSpread, double BaseSpread, double StrokeSpread, double Stroke, double Filled, double InkShare, double Straightness)
{
    /// <summary>Two tall strokes of one piece each: the corners of a grid, two bones. Two syllables of that height have more pieces, and two letters name no one.</summary>
    public bool IsTallPair => Parts < 3 && Pieces < 4 && Area.Height > 24;

    /// <summary>Null for what cannot be a line.</summary>
    public static TextLine? Of(List<InkPart> group)
    {
        var whole = group[0];
        for (var i = 1; i < group.Count; i++) whole.Add(group[i]);
        var area = Area.Of(whole.Left, whole.Top, whole.Right, whole.Bottom);
        var height = group.Average(part => (double)part.Height);
        if (group.Count < 2 && (area.Width < 2 * area.Height || area.Height > 24)) return null;
        if (area.Height > 3 * height) return null;
        var grey = whole.Grey;
        var stroke = group.Average(part => part.Stroke);
        var contrast = group.Average(part => part.Contrast);
        var bases = Spread(group, part => part.Bottom, height);
        var tops = Spread(group, part => part.Top, height);
        return new TextLine(
            area, group.Count, group.Sum(part => part.Pieces), contrast, group.Average(part => part.Sharpness), group.Average(part => part.Roughness),
            Spread(group, part => part.Grey, contrast), Spread(group, part => part.Height, height), Math.Min(bases, tops), Spread(group, part => part.Stroke, stroke), stroke / height,
            group.Average(part => part.Filled), (double)whole.Size / area.Size, area.Height / height);
    }

    private static double Spread(List<InkPart> group, Func<InkPart, double> value, double unit)
    {
        var mean = group.Average(value);
        return Math.Sqrt(group.Average(part => (value(part) - mean) * (value(part) - mean))) / Math.Max(1e-9, unit);
    }
}
