using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>Synthetic frames.</summary>
internal static class Pictures
{
    /// <summary>Slopes with some noise, over the whole range of Bits Stored, signed where the layout is.</summary>
    internal static byte[] Smooth(PixelLayout layout, int seed)
    {
        var random = new Random(seed);
        var frame = new byte[layout.FrameLength];
        if (layout.BitsAllocated == 1)
        {
            random.NextBytes(frame);
            if (layout.SampleCount % 8 != 0) frame[^1] &= (byte)((1 << (int)(layout.SampleCount % 8)) - 1);
            return frame;
        }
        var range = 1L << layout.BitsStored;
        for (var i = 0; i < layout.SampleCount; i++)
        {
            var value = (i * range / layout.SampleCount * 3 + random.Next(16)) % range;
            if (layout.IsSigned && value >= range / 2) value -= range;
            for (var b = 0; b < layout.BitsAllocated / 8; b++) frame[i * (layout.BitsAllocated / 8) + b] = (byte)(value >> (8 * b));
        }
        return frame;
    }
}
