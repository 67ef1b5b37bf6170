using System.IO.Compression;

namespace Pandok.Dicom.Codecs;

/// <summary>Frames that are not coded: in native Pixel Data (PS3.5 8.1), in fragments (A.4.11, encapsulated uncompressed) and deflated one by one (A.4.13).</summary>
internal static class NativeFrame
{
    /// <summary>Brings one native frame to samples interleaved by pixel, chrominance at full resolution.</summary>
    public static DecodedFrame Decode(ReadOnlySpan<byte> frame, in PixelLayout layout, DecodeOptions options)
    {
        var length = CheckedNativeLength(layout);
        if (frame.Length < length)
            throw new CodecException(CodecFault.Truncated, $"A native frame of {length} bytes ends early", frame.Length);
        if (frame.Length > length + (length & 1))
            throw new CodecException(CodecFault.LayoutMismatch, $"{frame.Length} bytes where a native frame has {length}", length);
        frame = frame[..length];
        var photometric = layout.PhotometricInterpretation;
        var decoded = layout with { PlanarConfiguration = 0, PhotometricInterpretation = photometric == Photometric.YbrFull422 ? Photometric.YbrFull : photometric };
        if (layout.SamplesPerPixel == 1) return new DecodedFrame(frame.ToArray(), decoded);
        return Photometric.SamplesOfTwoPixels(photometric) switch
        {
            4 => new DecodedFrame(Expand422(frame, layout), decoded),
            3 => throw new CodecException(CodecFault.UnsupportedSyntax, $"{photometric} occurs in video only, and is not decoded here"),
            _ => new DecodedFrame(layout.PlanarConfiguration == 1 ? CodedSamples.Interleave(frame, layout.SamplesPerPixel, layout.SampleBytes) : frame.ToArray(), decoded),
        };
    }

    /// <summary>Inflates one frame; what it inflates to is never more than the layout says.</summary>
    public static DecodedFrame DecodeDeflated(ReadOnlySpan<byte> code, in PixelLayout layout, DecodeOptions options)
    {
        var length = CheckedNativeLength(layout);
        CodedSamples.CheckRoom(layout, code.Length, MaximumDeflateExpansion * 8);
        var native = new byte[length];
        int read;
        bool goesOn;
        unsafe
        {
            fixed (byte* start = code)
            {
                using var source = new UnmanagedMemoryStream(start, code.Length);
                using var inflate = new DeflateStream(source, CompressionMode.Decompress);
                try
                {
                    read = inflate.ReadAtLeast(native, length, throwOnEndOfStream: false);
                    // One byte of padding may follow an odd frame (PS3.5 8.1.1 holds for what was deflated).
                    var rest = new byte[2];
                    goesOn = inflate.ReadAtLeast(rest, 2, throwOnEndOfStream: false) > (length & 1);
                }
                catch (InvalidDataException)
                {
                    throw new CodecException(CodecFault.Malformed, "The deflated frame breaks RFC 1951");
                }
            }
        }
        if (read < length) throw new CodecException(CodecFault.Truncated, $"The deflated frame holds {read} of {length} bytes", code.Length);
        if (goesOn) throw new CodecException(CodecFault.LayoutMismatch, $"The deflated frame holds more than {length} bytes");
        return Decode(native, layout, options);
    }

    // No deflated byte makes more than 1032 bytes (a match of 258 in two bits).
    private const int MaximumDeflateExpansion = 1032;

    private static int CheckedNativeLength(in PixelLayout layout)
    {
        layout.CheckedFrameLength();
        return (int)((layout.NativeFrameBits + 7) / 8);
    }

    // PS3.3 C.7.6.3.1.2: Y1 Y2 Cb Cr; the chrominance of both pixels is that of the pair.
    private static byte[] Expand422(ReadOnlySpan<byte> frame, in PixelLayout layout)
    {
        if (layout.BitsAllocated != 8)
            throw new CodecException(CodecFault.UnsupportedSyntax, $"{layout.PhotometricInterpretation} of {layout.BitsAllocated} bits is not decoded here");
        if (layout.Columns % 2 != 0)
            throw new CodecException(CodecFault.LayoutMismatch, $"{layout.Columns} columns in {layout.PhotometricInterpretation}: pairs need an even number");
        var output = new byte[layout.FrameLength];
        for (int from = 0, to = 0; from + 3 < frame.Length; from += 4, to += 6)
        {
            output[to] = frame[from];
            output[to + 3] = frame[from + 1];
            output[to + 1] = output[to + 4] = frame[from + 2];
            output[to + 2] = output[to + 5] = frame[from + 3];
        }
        return output;
    }
}
