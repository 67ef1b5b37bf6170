namespace Pandok.Deidentification.Pixels;

/// <summary>How much of a picture areas take.</summary>
internal static class Coverage
{
    /// <summary>The part of what is shown that is covered, 0 to 1.</summary>
    /// <param name="areas">They may overlap, and lie within the frame.</param>
    /// <param name="hidden">What is not shown anyway; it counts neither way.</param>
    /// <param name="columns">Of the frame.</param>
    /// <param name="rows">Of the frame.</param>
    public static double Of(IReadOnlyList<Area> areas, IReadOnlyList<Area> hidden, int columns, int rows)
    {
        const byte Covered = 1, Hidden = 2;
        var row = new byte[columns];
        long covered = 0, shown = 0;
        for (var y = 0; y < rows; y++)
        {
            row.AsSpan().Clear();
            Mark(areas, y, Covered, row);
            Mark(hidden, y, Hidden, row);
            covered += row.AsSpan().Count(Covered);
            shown += columns - row.AsSpan().Count(Hidden);
        }
        return shown == 0 ? 0 : (double)covered / shown;
    }

    private static void Mark(IReadOnlyList<Area> areas, int y, byte mark, Span<byte> row)
    {
        foreach (var area in areas)
        {
            if (area.Y <= y && y < area.Bottom) row[area.X..area.Right].Fill(mark);
        }
    }
}
