using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pandok.Deidentification.Pixels.Detection;

/// <summary>Marks what is clearly brighter or darker than its surroundings: a window slides over the image and compares each pixel with mean and spread.</summary>
internal static class InkMap
{
    public const byte Bright = 1, Dark = 2;

    /// <returns>Per pixel: 0, <see cref="Bright"/> or <see cref="Dark"/>.</returns>
    public static void Mark(GrayImage image, int radius, double spread, int contrast, byte[] ink)
    {
        var (width, height, pixels) = (image.Width, image.Height, image.Pixels);
        var row = new InkRow(width, radius, (float)(spread * spread), contrast * 0.5f);
        for (var y = 0; y < Math.Min(radius, height); y++) row.Add(pixels.AsSpan(y * width, width));
        for (var y = 0; y < height; y++)
        {
            if (y + radius < height) row.Add(pixels.AsSpan((y + radius) * width, width));
            if (y - radius - 1 >= 0) row.Take(pixels.AsSpan((y - radius - 1) * width, width));
            var lines = Math.Min(y + radius, height - 1) - Math.Max(y - radius, 0) + 1;
            row.Mark(pixels.AsSpan(y * width, width), lines, ink.AsSpan(y * width, width));
        }
    }

    /// <summary>The sums of the columns in the window, and the marks of the row in its middle.</summary>
    private sealed class InkRow(int width, int radius, float spread, float least)
    {
        private readonly int[] sums = new int[width], squares = new int[width];
        // Up to each place, as many places before the row and behind it as the window reaches: two of them tell the window's sum, also at the edges.
        private readonly int[] sumsBefore = new int[width + 2 * radius + 1], squaresBefore = new int[width + 2 * radius + 1];
        private readonly float[] columns = Columns(width, radius);
        private readonly float least = least * least;

        public void Add(ReadOnlySpan<byte> row) => Change(row, 1);

        public void Take(ReadOnlySpan<byte> row) => Change(row, -1);

        // Vectors are not compiled ahead, and are slow until they are compiled well.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Mark(ReadOnlySpan<byte> row, int lines, Span<byte> ink)
        {
            AddUp();
            var x = 0;
            for (; x + Vector<byte>.Count <= row.Length; x += Vector<byte>.Count)
            {
                Vector.Widen(new Vector<byte>(row[x..]), out var low, out var high);
                Vector.Widen(low, out var first, out var second);
                Vector.Widen(high, out var third, out var fourth);
                var step = Vector<int>.Count;
                var one = Vector.Narrow(Marks(first, x, lines), Marks(second, x + step, lines));
                var other = Vector.Narrow(Marks(third, x + 2 * step, lines), Marks(fourth, x + 3 * step, lines));
                Vector.Narrow(one.As<short, ushort>(), other.As<short, ushort>()).CopyTo(ink[x..]);
            }
            for (; x < row.Length; x++)
            {
                var count = lines * columns[x];
                var mean = (sumsBefore[x + 2 * radius + 1] - sumsBefore[x]) / count;
                var difference = row[x] - mean;
                var size = difference * difference;
                ink[x] = size > least && size > spread * ((squaresBefore[x + 2 * radius + 1] - squaresBefore[x]) / count - mean * mean) ? difference > 0 ? Bright : Dark : (byte)0;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector<int> Marks(Vector<uint> pixels, int x, int lines)
        {
            var count = new Vector<float>(columns, x) * lines;
            var mean = Vector.ConvertToSingle(new Vector<int>(sumsBefore, x + 2 * radius + 1) - new Vector<int>(sumsBefore, x)) / count;
            var square = Vector.ConvertToSingle(new Vector<int>(squaresBefore, x + 2 * radius + 1) - new Vector<int>(squaresBefore, x)) / count;
            var difference = Vector.ConvertToSingle(pixels.As<uint, int>()) - mean;
            var size = difference * difference;
            var isInk = Vector.GreaterThan(size, new Vector<float>(least)) & Vector.GreaterThan(size, (square - mean * mean) * spread);
            return isInk & Vector.ConditionalSelect(Vector.GreaterThan(difference, Vector<float>.Zero), new Vector<int>(Bright), new Vector<int>(Dark));
        }

        private void AddUp()
        {
            int sum = 0, square = 0;
            Span<int> to = sumsBefore.AsSpan(radius + 1), squaresTo = squaresBefore.AsSpan(radius + 1);
            for (var x = 0; x < sums.Length; x++)
            {
                to[x] = sum += sums[x];
                squaresTo[x] = square += squares[x];
            }
            to[width..].Fill(sum);
            squaresTo[width..].Fill(square);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Change(ReadOnlySpan<byte> row, int sign)
        {
            var x = 0;
            for (; x + Vector<byte>.Count <= row.Length; x += Vector<byte>.Count)
            {
                Vector.Widen(new Vector<byte>(row[x..]), out var low, out var high);
                Change(low, x, sign);
                Change(high, x + Vector<ushort>.Count, sign);
            }
            for (; x < row.Length; x++)
            {
                sums[x] += sign * row[x];
                squares[x] += sign * row[x] * row[x];
            }
        }

        // The square of a byte fits the sixteen bits that the product of two such keeps.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Change(Vector<ushort> pixels, int x, int sign)
        {
            Change(sums, pixels, x, sign);
            Change(squares, pixels * pixels, x, sign);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Change(int[] to, Vector<ushort> values, int x, int sign)
        {
            Vector.Widen(values, out var low, out var high);
            var places = MemoryMarshal.Cast<int, Vector<int>>(to.AsSpan(x, Vector<ushort>.Count));
            places[0] += low.As<uint, int>() * sign;
            places[1] += high.As<uint, int>() * sign;
        }

        private static float[] Columns(int width, int radius)
        {
            var columns = new float[width];
            for (var x = 0; x < width; x++) columns[x] = Math.Min(x + radius, width - 1) - Math.Max(x - radius, 0) + 1;
            return columns;
        }
    }
}
