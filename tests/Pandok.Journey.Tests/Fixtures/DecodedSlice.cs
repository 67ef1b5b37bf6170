using System.Buffers.Binary;
using System.Text.Json;

namespace Pandok.Journey.Tests.Fixtures;

/// <summary>One decoded frame as DICOMweb gives it, and the greys that a window makes of it (PS3.3 C.11.2.1.2.1).</summary>
internal sealed class DecodedSlice(JsonElement manifest, byte[] bytes)
{
    private readonly int rows = manifest.GetProperty("rows").GetInt32();
    private readonly int columns = manifest.GetProperty("columns").GetInt32();
    private readonly bool signed = manifest.GetProperty("signed").GetBoolean();
    private readonly double slope = manifest.GetProperty("rescale").GetProperty("slope").GetDouble();
    private readonly double intercept = manifest.GetProperty("rescale").GetProperty("intercept").GetDouble();

    public double ValueAt(int column, int row)
    {
        var sample = bytes.AsSpan((row * columns + column) * 2, 2);
        return (signed ? BinaryPrimitives.ReadInt16LittleEndian(sample) : BinaryPrimitives.ReadUInt16LittleEndian(sample)) * slope + intercept;
    }

    public static double Grey(double value, double center, double width) => Math.Clamp((value - (center - 0.5)) / (width - 1) + 0.5, 0, 1) * 255;

    /// <summary>The middle of the 5 x 5 pixels that differ least among those that the window shows neither black nor white: what interpolation does there is small.</summary>
    public (int Column, int Row, double Spread) FlattestPlace(double center, double width)
    {
        (int Column, int Row, double Spread) best = (0, 0, double.MaxValue);
        for (var row = rows / 5; row < rows * 4 / 5; row += 2)
        {
            for (var column = columns / 5; column < columns * 4 / 5; column += 2)
            {
                if (Grey(ValueAt(column, row), center, width) is < 40 or > 215) continue;
                double low = double.MaxValue, high = double.MinValue;
                for (var y = row - 2; y <= row + 2; y++)
                {
                    for (var x = column - 2; x <= column + 2; x++)
                    {
                        var value = ValueAt(x, y);
                        low = Math.Min(low, value);
                        high = Math.Max(high, value);
                    }
                }
                if (high - low < best.Spread) best = (column, row, high - low);
            }
        }
        return best;
    }
}
