using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Pixels;

/// <summary>
/// The regions of an ultrasound image (0018,6011; PS3.3 C.8.5.5): what lies outside all of them is the device's own writing. Regions that leave the image are not believed.
/// </summary>
public static class UltrasoundRegions
{
    private static readonly Tag Sequence = new(0x00186011), MinX = new(0x00186018), MinY = new(0x0018601A), MaxX = new(0x0018601C), MaxY = new(0x0018601E);

    /// <summary>The regions.</summary>
    /// <param name="input">The object's attributes.</param>
    /// <param name="areas">The regions, none if there are none or they are not credible.</param>
    /// <returns>False if there are regions that are not credible.</returns>
    public static bool TryRead(DataSet input, out IReadOnlyList<Area> areas)
    {
        ArgumentNullException.ThrowIfNull(input);
        areas = [];
        var (columns, rows) = (input.GetInteger(Tags.Columns) ?? 0, input.GetInteger(Tags.Rows) ?? 0);
        var found = new List<Area>();
        foreach (var item in input.GetItems(Sequence))
        {
            if (item.GetInteger(MinX) is not { } left || item.GetInteger(MinY) is not { } top || item.GetInteger(MaxX) is not { } right || item.GetInteger(MaxY) is not { } bottom) return false;
            if (left < 0 || top < 0 || right <= left || bottom <= top || right > columns || bottom > rows) return false;
            found.Add(Area.Of((int)left, (int)top, (int)Math.Min(right + 1, columns), (int)Math.Min(bottom + 1, rows)));
        }
        areas = found;
        return true;
    }

    /// <summary>What of a frame lies outside all regions, as rectangles that do not overlap.</summary>
    public static IReadOnlyList<Area> Outside(IReadOnlyList<Area> regions, int columns, int rows)
    {
        ArgumentNullException.ThrowIfNull(regions);
        var edges = regions.SelectMany(region => new[] { region.Y, region.Bottom }).Append(0).Append(rows).Distinct().Order().ToList();
        var outside = new List<Area>();
        for (var band = 0; band + 1 < edges.Count; band++)
        {
            var (top, bottom) = (edges[band], edges[band + 1]);
            var from = 0;
            foreach (var region in regions.Where(region => region.Y <= top && region.Bottom >= bottom).OrderBy(region => region.X))
            {
                if (region.X > from) outside.Add(Area.Of(from, top, region.X, bottom));
                from = Math.Max(from, region.Right);
            }
            if (from < columns) outside.Add(Area.Of(from, top, columns, bottom));
        }
        return outside;
    }
}
