namespace Pandok.Deidentification.Pixels.Detection;

/// <summary>Marks what is clearly brighter or darker than its surroundings: a window slides over the image and compares each pixel with mean and spread.</summary>
internal static class InkMap
{
    public const byte Bright = 1, Dark = 2;

    /// <returns>Per pixel: 0, <see cref="Bright"/> or <see cref="Dark"/>.</returns>
    public static void Mark(GrayImage image, int radius, double spread, int contrast, byte[] ink)
    {
        var (width, height, pixels) = (image.Width, image.Height, image.Pixels);
        var sums = new int[width];
        var squares = new int[width];
        for (var y = 0; y < Math.Min(radius, height); y++) Add(pixels.AsSpan(y * width, width), sums, squares);
        for (var y = 0; y < height; y++)
        {
            if (y + radius < height) Add(pixels.AsSpan((y + radius) * width, width), sums, squares);
            if (y - radius - 1 >= 0) Take(pixels.AsSpan((y - radius - 1) * width, width), sums, squares);
            var lines = Math.Min(y + radius, height - 1) - Math.Max(y - radius, 0) + 1;
            MarkRow(pixels.AsSpan(y * width, width), sums, squares, lines, radius, (float)(spread * spread), contrast * 0.5f, ink.AsSpan(y * width, width));
        }
    }

    private static void MarkRow(ReadOnlySpan<byte> row, int[] sums, int[] squares, int lines, int radius, float spread, float least, Span<byte> ink)
    {
        long sum = 0, square = 0;
        var width = row.Length;
        for (var x = 0; x < Math.Min(radius, width); x++) (sum, square) = (sum + sums[x], square + squares[x]);
        for (var x = 0; x < width; x++)
        {
            if (x + radius < width) (sum, square) = (sum + sums[x + radius], square + squares[x + radius]);
            if (x - radius - 1 >= 0) (sum, square) = (sum - sums[x - radius - 1], square - squares[x - radius - 1]);
            var count = (float)lines * (Math.Min(x + radius, width - 1) - Math.Max(x - radius, 0) + 1);
            var mean = sum / count;
            var difference = row[x] - mean;
            var size = difference * difference;
            ink[x] = size > least * least && size > spread * (square / count - mean * mean) ? difference > 0 ? Bright : Dark : (byte)0;
        }
    }

    private static void Add(ReadOnlySpan<byte> row, int[] sums, int[] squares)
    {
        for (var x = 0; x < row.Length; x++)
        {
            sums[x] += row[x];
            squares[x] += row[x] * row[x];
        }
    }

    private static void Take(ReadOnlySpan<byte> row, int[] sums, int[] squares)
    {
        for (var x = 0; x < row.Length; x++)
        {
            sums[x] -= row[x];
            squares[x] -= row[x] * row[x];
        }
    }
}
