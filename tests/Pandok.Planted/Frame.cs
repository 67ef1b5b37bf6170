using Pandok.Dicom.Codecs;

namespace Pandok.Planted;

/// <summary>Artificial pixels: smooth rings with noise, and text where asked.</summary>
internal sealed class Frame
{
    private readonly PixelLayout layout;

    public Frame(Random random, PixelLayout layout)
    {
        this.layout = layout;
        Samples = new byte[layout.FrameLength];
        var top = 1 << Math.Min(layout.BitsStored, 12);
        for (var y = 0; y < layout.Rows; y++)
        {
            for (var x = 0; x < layout.Columns; x++)
            {
                var (dx, dy) = (x - layout.Columns / 2, y - layout.Rows / 2);
                var value = (int)((0.35 + 0.15 * Math.Cos(Math.Sqrt(dx * dx + dy * dy) / 9)) * top) + random.Next(top / 64);
                for (var s = 0; s < layout.SamplesPerPixel; s++) Put(x, y, s, value);
            }
        }
    }

    public byte[] Samples { get; }

    /// <summary>Bright text on what is there.</summary>
    public (int Width, int Height) Write(string text, int x, int y, int scale)
    {
        var (ink, width, height) = Letters.Draw(text, scale);
        foreach (var (dx, dy) in ink)
        {
            for (var s = 0; s < layout.SamplesPerPixel; s++) Put(x + dx, y + dy, s, (1 << Math.Min(layout.BitsStored, 12)) - 1);
        }
        return (width, height);
    }

    private void Put(int x, int y, int sample, int value)
    {
        if (x >= layout.Columns || y >= layout.Rows) return;
        var at = ((y * layout.Columns + x) * layout.SamplesPerPixel + sample) * (layout.BitsAllocated / 8);
        Samples[at] = (byte)value;
        if (layout.BitsAllocated == 16) Samples[at + 1] = (byte)(value >> 8);
    }
}
