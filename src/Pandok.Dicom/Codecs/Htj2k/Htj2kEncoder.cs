using System.Buffers;

namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// Writes lossless High-Throughput JPEG 2000 as transfer syntax 1.2.840.10008.1.2.4.202 wants it (PS3.5 10.18; ISO/IEC 15444-1 and -15):
/// one tile, reversible 5/3, progression RPCL, a tile-part for each resolution, TLM. Any thread may call it.
/// </summary>
public static class Htj2kEncoder
{
    /// <summary>Encodes one frame with 5 decompositions; more, until a side of the lowest resolution is at most 64; fewer where a side is 16 or less.</summary>
    /// <param name="samples">Exactly <see cref="Htj2kImage.FrameLength"/> bytes; bits above the precision are not looked at.</param>
    /// <param name="image">What the samples are.</param>
    /// <param name="output">Receives the whole codestream, from SOC to EOC.</param>
    /// <exception cref="CodecException">The image is outside the limits of <see cref="Htj2kImage"/>, or the samples have another length.</exception>
    public static void Encode(ReadOnlySpan<byte> samples, in Htj2kImage image, IBufferWriter<byte> output) =>
        Encode(samples, image, new Htj2kOptions(), output);

    /// <summary>Encodes one frame.</summary>
    /// <param name="samples">Exactly <see cref="Htj2kImage.FrameLength"/> bytes; bits above the precision are not looked at.</param>
    /// <param name="image">What the samples are.</param>
    /// <param name="options">What differs from the default.</param>
    /// <param name="output">Receives the whole codestream, from SOC to EOC.</param>
    /// <exception cref="CodecException">The image or an option is outside its limits, or the samples have another length.</exception>
    public static void Encode(ReadOnlySpan<byte> samples, in Htj2kImage image, Htj2kOptions options, IBufferWriter<byte> output)
    {
        Check(samples, image, options);
        var plan = new Decomposition(image, options.Decompositions ?? Decomposition.LevelsFor(image.Width, image.Height));
        using var blocks = new CodedBlocks(image.Components, plan.Blocks.Length);
        var coefficients = ArrayPool<int>.Shared.Rent(plan.Length);
        var workspace = ArrayPool<int>.Shared.Rent(Wavelet.WorkspaceLength(image.Width));
        for (var component = 0; component < image.Components; component++)
        {
            Transform(new SampleRows(samples, image, component), plan, coefficients, workspace);
            blocks.Code(component, plan.Blocks, coefficients, options.Threads);
        }

        ArrayPool<int>.Shared.Return(coefficients);
        ArrayPool<int>.Shared.Return(workspace);
        Write(image, plan, blocks, output);
    }

    private static void Transform(in SampleRows samples, Decomposition plan, int[] coefficients, int[] workspace)
    {
        if (plan.Levels == 0)
        {
            var band = plan.Low(0);
            for (var y = 0; y < band.Height; y++)
            {
                var row = coefficients.AsSpan(band.Start + y * band.Stride, band.Stride);
                samples.Read(y, row[..band.Width]);
                row[band.Width..].Clear();
            }

            return;
        }

        Wavelet.Analyze(samples, plan, coefficients, workspace);
        for (var level = 2; level <= plan.Levels; level++)
            Wavelet.Analyze(plan, level, coefficients, workspace);
    }

    private static void Write(in Htj2kImage image, Decomposition plan, CodedBlocks blocks, IBufferWriter<byte> output)
    {
        var packets = new Packets(plan, image.Components, blocks);
        var lengths = packets.Prepare();
        if (lengths.Sum() > int.MaxValue - 4096)
            throw new CodecException(CodecFault.TooLarge, $"The codestream of {image.Width} x {image.Height} pixels is longer than {int.MaxValue} bytes");
        Markers.WriteMainHeader(image, plan, Array.ConvertAll(lengths, length => (int)length + Markers.TilePartHeaderLength), output);
        for (var r = 0; r <= plan.Levels; r++)
        {
            Markers.WriteTilePart(r, plan.Levels + 1, (int)lengths[r] + Markers.TilePartHeaderLength, output);
            packets.Write(r, output);
        }

        Markers.WriteEnd(output);
    }

    private static void Check(ReadOnlySpan<byte> samples, in Htj2kImage image, Htj2kOptions options)
    {
        if (image.Width is < 1 or > ushort.MaxValue || image.Height is < 1 or > ushort.MaxValue)
            throw new CodecException(CodecFault.LayoutMismatch, $"A frame of {image.Width} x {image.Height} pixels does not exist");
        if (image.Components is not (1 or 3))
            throw new CodecException(CodecFault.LayoutMismatch, $"{image.Components} components: only 1 and 3 are encoded");
        if (image.Precision is < 1 or > 16)
            throw new CodecException(CodecFault.LayoutMismatch, $"{image.Precision} bits of precision: 1 to 16 are encoded");
        if (samples.Length != image.FrameLength)
            throw new CodecException(CodecFault.LayoutMismatch, $"{samples.Length} bytes where the frame has {image.FrameLength}");
        if (options.Decompositions is < 0 or > 16)
            throw new CodecException(CodecFault.LayoutMismatch, $"{options.Decompositions} decompositions: 0 to 16 are possible");
        if (options.Threads < 1)
            throw new CodecException(CodecFault.LayoutMismatch, $"{options.Threads} threads cannot encode");
    }
}
