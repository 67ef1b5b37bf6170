namespace Pandok.Dicom.Codecs;

/// <summary>Decodes one frame of Pixel Data, whatever its transfer syntax, to little-endian samples interleaved by pixel.</summary>
public static class FrameDecoder
{
    private const string ImplicitLittleEndian = "1.2.840.10008.1.2";
    private const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";
    private const string RleLossless = "1.2.840.10008.1.2.5";
    private const string JpegLosslessProcess14 = "1.2.840.10008.1.2.4.57";
    private const string JpegLosslessSelection1 = "1.2.840.10008.1.2.4.70";

    /// <summary>Whether frames of this transfer syntax can be decoded.</summary>
    /// <param name="transferSyntaxUid">UID without padding.</param>
    public static bool Supports(string transferSyntaxUid) => transferSyntaxUid
        is ImplicitLittleEndian or ExplicitLittleEndian or RleLossless or JpegLosslessProcess14 or JpegLosslessSelection1;

    /// <summary>Decodes one frame.</summary>
    /// <param name="transferSyntaxUid">UID without padding.</param>
    /// <param name="codedFrame">The frame: its fragments joined, or its part of native Pixel Data (one byte of padding is allowed).</param>
    /// <param name="layout">The frame's shape as the data set says. Memory is taken only when the code can be that large.</param>
    /// <returns><see cref="PixelLayout.FrameLength"/> bytes, planar configuration 0.</returns>
    /// <exception cref="CodecException">Unsupported syntax, damaged code, or code and layout disagree.</exception>
    public static byte[] Decode(string transferSyntaxUid, ReadOnlySpan<byte> codedFrame, in PixelLayout layout)
    {
        var length = layout.CheckedFrameLength();
        return transferSyntaxUid switch
        {
            ImplicitLittleEndian or ExplicitLittleEndian => DecodeNative(codedFrame, layout, length),
            RleLossless => DecodeRle(codedFrame, layout, length),
            JpegLosslessProcess14 or JpegLosslessSelection1 => DecodeJpegLossless(codedFrame, layout, length),
            _ => throw new CodecException(CodecFault.UnsupportedSyntax, $"Transfer syntax {transferSyntaxUid} is not decoded here"),
        };
    }

    private static byte[] DecodeNative(ReadOnlySpan<byte> frame, in PixelLayout layout, int length)
    {
        if (frame.Length < length)
            throw new CodecException(CodecFault.Truncated, $"A native frame of {length} bytes ends early", frame.Length);
        if (frame.Length > length + (length & 1))
            throw new CodecException(CodecFault.LayoutMismatch, $"{frame.Length} bytes where a native frame has {length}", length);
        if (layout is not { PlanarConfiguration: 1, SamplesPerPixel: > 1 })
            return frame[..length].ToArray();

        var interleaved = new byte[length];
        var bytes = layout.SampleBytes;
        var pixels = (int)layout.PixelCount;
        for (var sample = 0; sample < layout.SamplesPerPixel; sample++)
        {
            var plane = frame.Slice(sample * pixels * bytes, pixels * bytes);
            for (var pixel = 0; pixel < pixels; pixel++)
                plane.Slice(pixel * bytes, bytes).CopyTo(interleaved.AsSpan((pixel * layout.SamplesPerPixel + sample) * bytes));
        }

        return interleaved;
    }

    private static byte[] DecodeRle(ReadOnlySpan<byte> frame, in PixelLayout layout, int length)
    {
        if (length > (long)frame.Length * Rle.MaxExpansion)
            throw new CodecException(CodecFault.TooLarge, $"{frame.Length} bytes of RLE cannot hold {length} bytes");
        var output = new byte[length];
        Rle.Decode(frame, layout, output);
        return output;
    }

    private static byte[] DecodeJpegLossless(ReadOnlySpan<byte> frame, in PixelLayout layout, int length)
    {
        var header = JpegLossless.ReadHeader(frame);
        if (header.Rows != layout.Rows || header.Columns != layout.Columns || header.Components != layout.SamplesPerPixel)
            throw new CodecException(CodecFault.LayoutMismatch,
                $"The codestream is {header.Columns} x {header.Rows} x {header.Components}, the data set {layout.Columns} x {layout.Rows} x {layout.SamplesPerPixel}");
        if (header.SampleBytes > layout.SampleBytes || layout.BitsAllocated == 1)
            throw new CodecException(CodecFault.LayoutMismatch, $"{header.Precision} bits do not fit in {layout.BitsAllocated} allocated");
        // No sample takes less than one bit.
        if (layout.SampleCount > (long)frame.Length * 8)
            throw new CodecException(CodecFault.TooLarge, $"{frame.Length} bytes of JPEG cannot hold {layout.SampleCount} samples");

        var output = new byte[length];
        if (header.SampleBytes == layout.SampleBytes)
        {
            JpegLossless.Decode(frame, output);
            return output;
        }

        // PS3.5 8.2.1: the codestream's precision decides inside, Bits Allocated outside.
        var narrow = new byte[header.FrameLength];
        JpegLossless.Decode(frame, narrow);
        for (var sample = 0; sample < narrow.Length / header.SampleBytes; sample++)
            narrow.AsSpan(sample * header.SampleBytes, header.SampleBytes).CopyTo(output.AsSpan(sample * layout.SampleBytes));
        return output;
    }
}
