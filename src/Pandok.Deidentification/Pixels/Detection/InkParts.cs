namespace Pandok.Deidentification.Pixels.Detection;

/// <summary>Finds connected ink (eight neighbours) by runs: one pass over the image, each run joined to those of its kind in the row above.</summary>
internal static class InkParts
{
    private readonly record struct Run(int Start, int End, byte Kind, int Label);

    public static List<InkPart> Of(GrayImage image, ReadOnlySpan<byte> ink)
    {
        var (width, height) = (image.Width, image.Height);
        var parts = new InkPart[1024];
        var parents = new int[1024];
        var count = 0;
        Run[] above = new Run[width], row = new Run[width];
        var (runsAbove, runs) = (0, 0);
        for (var y = 0; y < height; y++)
        {
            var line = ink.Slice(y * width, width);
            var pixels = image.Pixels.AsSpan(y * width, width);
            var candidate = 0;
            for (var x = 0; x < width;)
            {
                if (line[x] == 0)
                {
                    var gap = line[x..].IndexOfAnyExcept((byte)0);
                    if (gap < 0) break;
                    x += gap;
                }
                var (start, kind) = (x, line[x]);
                while (x < width && line[x] == kind) x++;
                var part = Measure(pixels, start, x, y, kind);
                while (candidate < runsAbove && above[candidate].End < start) candidate++;
                var label = -1;
                for (var i = candidate; i < runsAbove && above[i].Start <= x; i++)
                {
                    ref readonly var other = ref above[i];
                    if (other.Kind != kind) continue;
                    part.Border -= 2 * Math.Max(0, Math.Min(other.End, x) - Math.Max(other.Start, start));
                    var root = Root(parents, other.Label);
                    if (label < 0) label = root;
                    else if (root != label) label = Join(parts, parents, label, root);
                }
                if (label < 0)
                {
                    if (count == parts.Length)
                    {
                        Array.Resize(ref parts, 2 * count);
                        Array.Resize(ref parents, 2 * count);
                    }
                    label = count++;
                    (parts[label], parents[label]) = (part, label);
                }
                else parts[label].Add(part);
                row[runs++] = new Run(start, x, kind, label);
            }
            (above, row, runsAbove, runs) = (row, above, runs, 0);
        }
        var whole = new List<InkPart>(count);
        for (var i = 0; i < count; i++)
        {
            if (parents[i] == i) whole.Add(parts[i] with { Pieces = 1 });
        }
        return whole;
    }

    private static InkPart Measure(ReadOnlySpan<byte> pixels, int start, int end, int y, byte kind)
    {
        var part = new InkPart { Kind = kind, Left = start, Right = end, Top = y, Bottom = y + 1, Size = end - start, Border = 2 + 2 * (end - start) };
        int ink = 0, squares = 0;
        for (var x = start; x < end; x++)
        {
            ink += pixels[x];
            squares += pixels[x] * pixels[x];
        }
        (part.Ink, part.InkSquares) = (ink, squares);
        if (start > 1)
        {
            part.Step += Math.Abs(pixels[start] - pixels[start - 1]);
            part.Outside += pixels[start - 2];
            part.Steps++;
        }
        if (end + 1 < pixels.Length)
        {
            part.Step += Math.Abs(pixels[end - 1] - pixels[end]);
            part.Outside += pixels[end + 1];
            part.Steps++;
        }
        return part;
    }

    private static int Join(InkPart[] parts, int[] parents, int one, int other)
    {
        var (to, from) = one < other ? (one, other) : (other, one);
        parents[from] = to;
        parts[to].Add(parts[from]);
        return to;
    }

    private static int Root(int[] parents, int label)
    {
        while (parents[label] != label) label = parents[label] = parents[parents[label]];
        return label;
    }
}
