namespace Pandok.Deidentification.Pixels.Detection;

/// <summary>From parts to lines: pieces of a Hangul block or of an i are stacked, what stands beside each other at one height and in one grey is chained.</summary>
internal static class TextLines
{
    private const int Highest = 64, Cell = 32;

    public static List<TextLine> Of(List<InkPart> parts, DetectorSettings settings, int width, int height)
    {
        var marks = parts.FindAll(part => IsMark(part, settings));
        var blocks = Merge(marks, width, height, (in a, in b) => Stacks(a, b));
        var letters = blocks.FindAll(block => block.Height is >= 5 and <= Highest && block.Width >= 1);
        var groups = Group(letters, width, height, (in a, in b) => Beside(a, b));
        var lines = new List<TextLine>();
        foreach (var group in groups)
        {
            if (TextLine.Of(group) is { } line) lines.Add(line);
        }
        return lines;
    }

    /// <summary>A line that was accepted takes in what stands beside it at its height: ends of it that touch anatomy, letters of another width.</summary>
    public static Area Grow(TextLine line, List<InkPart> parts)
    {
        var area = line.Area;
        for (var before = default(Area); before != area;)
        {
            before = area;
            foreach (ref readonly var part in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts))
            {
                if (part.Height < 3 || part.Height > 1.4 * area.Height || part.Width > 3 * area.Height) continue;
                var shared = Math.Min(part.Bottom, area.Bottom) - Math.Max(part.Top, area.Y);
                var gap = Math.Max(part.Left - area.Right, area.X - part.Right);
                if (shared < 0.8 * part.Height || gap > 0.7 * line.Area.Height || gap < 0 || part.Contrast < 0.4 * line.Contrast) continue;
                area = area.With(Area.Of(part.Left, Math.Max(part.Top, area.Y - 2), part.Right, Math.Min(part.Bottom, area.Bottom + 2)));
            }
        }
        return area;
    }

    private static bool IsMark(in InkPart part, DetectorSettings settings) =>
        part.Height <= Highest && part.Width <= 4 * Highest && part.Size >= 3 && part.Contrast >= settings.Contrast
        && part.Sharpness >= settings.LeastSharpness && part.Filled >= 0.08;

    private static bool Alike(in InkPart a, in InkPart b) => a.Kind == b.Kind && Math.Abs(a.Grey - b.Grey) <= 10 + 0.3 * Math.Max(a.Contrast, b.Contrast);

    private static bool Stacks(in InkPart a, in InkPart b)
    {
        if (!Alike(a, b)) return false;
        var overlap = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
        var gap = Math.Max(a.Top, b.Top) - Math.Min(a.Bottom, b.Bottom);
        return overlap >= 0.4 * Math.Min(a.Width, b.Width) && gap <= Math.Max(1.5, 0.3 * Math.Max(a.Height, b.Height)) && Math.Max(a.Bottom, b.Bottom) - Math.Min(a.Top, b.Top) <= Highest;
    }

    private static bool Beside(in InkPart a, in InkPart b)
    {
        if (!Alike(a, b)) return false;
        var (low, high) = a.Height < b.Height ? (a.Height, b.Height) : (b.Height, a.Height);
        if (high > 2.2 * low) return false;
        var overlap = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top);
        var gap = Math.Max(a.Left, b.Left) - Math.Min(a.Right, b.Right);
        return overlap >= 0.55 * low && gap <= Math.Max(3, 0.9 * high);
    }

    private delegate bool Link(in InkPart a, in InkPart b);

    private static List<InkPart> Merge(List<InkPart> parts, int width, int height, Link link)
    {
        var merged = new List<InkPart>();
        foreach (var group in Group(parts, width, height, link))
        {
            var whole = group[0];
            for (var i = 1; i < group.Count; i++) whole.Add(group[i]);
            // A chain of stacks that grew beyond a letter was none.
            if (whole.Height > Highest || (group.Count > 1 && whole.Height > 2.5 * whole.Width + 4)) merged.AddRange(group);
            else merged.Add(whole);
        }
        return merged;
    }

    private static List<List<InkPart>> Group(List<InkPart> parts, int width, int height, Link link)
    {
        var columns = width / Cell + 1;
        var cells = new List<int>?[columns * (height / Cell + 1)];
        var parents = new int[parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            parents[i] = i;
            var part = parts[i];
            var reach = Math.Max(3, part.Height);
            var (left, right) = (Math.Max(0, part.Left - reach) / Cell, Math.Min(width - 1, part.Right + reach) / Cell);
            var (top, bottom) = (Math.Max(0, part.Top - reach / 2 - 2) / Cell, Math.Min(height - 1, part.Bottom + reach / 2 + 2) / Cell);
            for (var y = top; y <= bottom; y++)
            {
                for (var x = left; x <= right; x++)
                {
                    ref var cell = ref cells[y * columns + x];
                    foreach (var other in cell ??= [])
                    {
                        if (Root(parents, other) != Root(parents, i) && link(part, parts[other])) parents[Root(parents, i)] = Root(parents, other);
                    }
                    cell.Add(i);
                }
            }
        }
        var groups = new Dictionary<int, List<InkPart>>();
        for (var i = 0; i < parts.Count; i++)
        {
            var root = Root(parents, i);
            if (!groups.TryGetValue(root, out var group)) groups[root] = group = [];
            group.Add(parts[i]);
        }
        return [.. groups.Values];
    }

    private static int Root(int[] parents, int at)
    {
        while (parents[at] != at) at = parents[at] = parents[parents[at]];
        return at;
    }
}
