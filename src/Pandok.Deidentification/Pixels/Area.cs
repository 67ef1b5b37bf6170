namespace Pandok.Deidentification.Pixels;

/// <summary>A rectangle of pixels of a frame.</summary>
/// <param name="X">Leftmost column, 0 is the first.</param>
/// <param name="Y">Topmost row, 0 is the first.</param>
/// <param name="Width">In pixels, at least 1.</param>
/// <param name="Height">In pixels, at least 1.</param>
public readonly record struct Area(int X, int Y, int Width, int Height)
{
    /// <summary>The first column right of it.</summary>
    public int Right => X + Width;

    /// <summary>The first row below it.</summary>
    public int Bottom => Y + Height;

    /// <summary>Pixels in it.</summary>
    public long Size => (long)Width * Height;

    /// <summary>True if the two share a pixel.</summary>
    public bool Meets(Area other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    /// <summary>The smallest rectangle around both.</summary>
    public Area With(Area other) => Of(Math.Min(X, other.X), Math.Min(Y, other.Y), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>Widened by a part of its smaller side, at least by two pixels, on every side, and cut to the frame (margin of PS3.15 E.3.1 as decided here: 25 %).</summary>
    public Area WithMargin(double part, int columns, int rows)
    {
        var margin = Math.Max(2, (int)Math.Ceiling(part * Math.Min(Width, Height)));
        return Of(Math.Max(0, X - margin), Math.Max(0, Y - margin), Math.Min(columns, Right + margin), Math.Min(rows, Bottom + margin));
    }

    /// <summary>The rectangle between edges.</summary>
    public static Area Of(int left, int top, int right, int bottom) => new(left, top, right - left, bottom - top);

    /// <summary>Rectangles that share pixels become one, again and again, until none do.</summary>
    public static IReadOnlyList<Area> Unite(IEnumerable<Area> areas)
    {
        var united = new List<Area>();
        foreach (var next in areas)
        {
            var area = next;
            for (var i = united.Count - 1; i >= 0; i--)
            {
                if (!united[i].Meets(area)) continue;
                area = area.With(united[i]);
                united.RemoveAt(i);
                i = united.Count;
            }
            united.Add(area);
        }
        united.Sort((a, b) => (a.Y, a.X).CompareTo((b.Y, b.X)));
        return united;
    }
}
