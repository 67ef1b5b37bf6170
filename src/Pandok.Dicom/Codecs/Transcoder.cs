using System.Buffers;
using System.Security.Cryptography;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Codecs;

/// <summary>
/// Changes the transfer syntax of an object without loss (PS3.5 8.2): frame by frame, so that a multi-frame object is never whole in memory, and proven: what was written is read
/// and decoded again, and every frame is the same bytes, before <see cref="TranscodeAsync"/> answers. SOP Instance UID stays; what must change is changed: the syntax,
/// Photometric Interpretation, Planar Configuration, the offset tables. That the pixels were once compressed with loss stays said, and is said where it was not
/// (Lossy Image Compression, PS3.3 C.7.6.1.1.5). Elements behind Pixel Data go along.
/// </summary>
public static class Transcoder
{
    private static readonly Tag ExtendedOffsetTable = new(0x7FE00001);
    private static readonly Tag ExtendedOffsetTableLengths = new(0x7FE00002);
    private static readonly Tag LossyImageCompression = new(0x00282110);
    private static readonly DecodeOptions AsStored = new() { Colour = ColourRule.AsStored };

    // A Basic Offset Table is safe while even code that is a little longer than the samples stays below 4 GiB.
    private const long BasicTableLimit = 3L << 30;

    /// <summary>Reads an object and writes it in another transfer syntax.</summary>
    /// <param name="source">A Part 10 file at its start, seekable.</param>
    /// <param name="target">Empty, readable and seekable. After an exception its content is worth nothing.</param>
    /// <param name="syntax">One of <see cref="FrameEncoder.SupportedTransferSyntaxes"/>.</param>
    /// <param name="spool">Makes a scratch stream for pixels of deflated or big endian objects.</param>
    /// <param name="onFrame">Told after each frame, with the number done and the number there are.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>The syntax that was written: that asked for, or Explicit VR Little Endian for an object without Pixel Data, which cannot be encapsulated.</returns>
    /// <exception cref="DicomException">The object cannot be read.</exception>
    /// <exception cref="CodecException">A frame cannot be decoded or encoded, or the proof failed.</exception>
    public static async Task<TransferSyntax> TranscodeAsync(Stream source, Stream target, TransferSyntax syntax, Func<Stream> spool, Action<int, int>? onFrame, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(syntax);
        if (!FrameEncoder.Supports(syntax.Uid)) throw new CodecException(CodecFault.UnsupportedSyntax, $"{syntax.Name} is not encoded here");
        var reader = new DicomReader(source);
        var header = await reader.ReadFileAsync(stop).ConfigureAwait(false);
        var start = source.CanSeek ? 0 : throw new ArgumentException("The source must be seekable.", nameof(source));
        if (header.Pixels is not { } head)
        {
            var written = syntax.IsEncapsulated ? TransferSyntax.ExplicitLittleEndian : syntax;
            await WriteHeadAsync(target, header.DataSet, written, null, stop).ConfigureAwait(false);
            return written;
        }
        if (!header.Syntax.IsEncapsulated && !syntax.IsEncapsulated)
        {
            await CopyNativeAsync(reader, header, head, target, syntax, stop).ConfigureAwait(false);
            return syntax;
        }
        if (header.Syntax.IsDeflated || header.Syntax.IsBigEndian)
        {
            // Unpacked first, so that each frame can be read in its place.
            var plain = spool();
            await CopyNativeAsync(reader, header, head, plain, TransferSyntax.ExplicitLittleEndian, stop).ConfigureAwait(false);
            plain.Position = 0;
            return await TranscodeAsync(plain, target, syntax, spool, onFrame, stop).ConfigureAwait(false);
        }
        var rest = await reader.FinishAsync(stop).ConfigureAwait(false);
        source.Position = start;
        var frames = await FramesAsync(source, stop).ConfigureAwait(false);
        var proofs = await WriteFramesAsync(frames, rest, target, syntax, onFrame, stop).ConfigureAwait(false);
        await ProveAsync(target, proofs, stop).ConfigureAwait(false);
        return syntax;
    }

    private static async Task<Proofs> WriteFramesAsync(Frames frames, DataSet rest, Stream target, TransferSyntax syntax, Action<int, int>? onFrame, CancellationToken stop)
    {
        // The first frame tells what the data set must say of all.
        var decoded = await DecodeAsync(frames, 0, stop).ConfigureAwait(false);
        var layout = decoded.Layout;
        var code = FrameEncoder.Encode(syntax.Uid, decoded.Samples, layout);
        var photometric = code.PhotometricInterpretation;
        var native = (layout.NativeFrameBits * frames.Count + 7) / 8;
        var padded = native + (native & 1);
        if (!syntax.IsEncapsulated && padded >= uint.MaxValue) throw new CodecException(CodecFault.TooLarge, $"{padded} bytes of native Pixel Data: the limit is 4 GiB");
        await WriteHeadAsync(target, DataSetFor(frames.Header.DataSet, frames.Layout, layout, decoded.IsIrreversible, photometric), syntax, syntax.IsEncapsulated ? null : new PixelDataHead(Tags.PixelData, VrOf(layout, syntax), padded), stop).ConfigureAwait(false);

        var encapsulated = syntax.IsEncapsulated ? new EncapsulatedWriter(target, frames.Count, layout.FrameLength * frames.Count > BasicTableLimit) : null;
        if (encapsulated is not null) await encapsulated.BeginAsync(stop).ConfigureAwait(false);
        var bits = new PackedBits();
        var hashes = new List<byte[]>();
        for (var frame = 0; frame < frames.Count; frame++)
        {
            if (frame > 0)
            {
                decoded = await DecodeAsync(frames, frame, stop).ConfigureAwait(false);
                if (decoded.Layout != layout) throw new CodecException(CodecFault.LayoutMismatch, $"Frame {frame + 1} is of another kind than the first");
                code = FrameEncoder.Encode(syntax.Uid, decoded.Samples, layout);
            }
            hashes.Add(SHA256.HashData(decoded.Samples));
            if (encapsulated is not null) await encapsulated.WriteFrameAsync(Even(code.Code), stop).ConfigureAwait(false);
            else await target.WriteAsync(layout.NativeFrameBits % 8 == 0 ? code.Code : bits.Append(code.Code.Span, layout.NativeFrameBits), stop).ConfigureAwait(false);
            onFrame?.Invoke(frame + 1, frames.Count);
        }
        if (encapsulated is not null) await encapsulated.EndAsync(stop).ConfigureAwait(false);
        else
        {
            await target.WriteAsync(bits.Finish(), stop).ConfigureAwait(false);
            if (padded > native) await target.WriteAsync(new byte[1], stop).ConfigureAwait(false);
        }
        await WriteRestAsync(target, rest, syntax, stop).ConfigureAwait(false);
        return new Proofs(layout, hashes);
    }

    private static async Task ProveAsync(Stream target, Proofs proofs, CancellationToken stop)
    {
        await target.FlushAsync(stop).ConfigureAwait(false);
        target.Position = 0;
        var written = await FramesAsync(target, stop).ConfigureAwait(false);
        if (written.Count != proofs.Hashes.Count) throw NotProven($"{written.Count} of {proofs.Hashes.Count} frames");
        for (var frame = 0; frame < written.Count; frame++)
        {
            var decoded = await DecodeAsync(written, frame, stop).ConfigureAwait(false);
            if (decoded.Layout != proofs.Layout) throw NotProven($"frame {frame + 1} has another layout");
            if (!SHA256.HashData(decoded.Samples).AsSpan().SequenceEqual(proofs.Hashes[frame])) throw NotProven($"frame {frame + 1} has other samples");
        }
    }

    private static async Task CopyNativeAsync(DicomReader reader, DicomHeader header, PixelDataHead head, Stream target, TransferSyntax syntax, CancellationToken stop)
    {
        var vr = head.Tag == Tags.PixelData ? VrOf(PixelLayout.Of(header), syntax) : head.Vr;
        await WriteHeadAsync(target, header.DataSet, syntax, head with { Vr = vr, Length = head.Length + (head.Length & 1) }, stop).ConfigureAwait(false);
        using var hash = SHA256.Create();
        await using (var hashing = new CryptoStream(target, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            await reader.CopyPixelDataAsync(hashing, stop).ConfigureAwait(false);
            if ((head.Length & 1) != 0) await hashing.WriteAsync(new byte[1], stop).ConfigureAwait(false);
        }
        await WriteRestAsync(target, await reader.FinishAsync(stop).ConfigureAwait(false), syntax, stop).ConfigureAwait(false);
        await target.FlushAsync(stop).ConfigureAwait(false);
        target.Position = 0;
        var written = new DicomReader(target);
        await written.ReadFileAsync(stop).ConfigureAwait(false);
        using var again = SHA256.Create();
        await using (var hashing = new CryptoStream(Stream.Null, again, CryptoStreamMode.Write)) await written.CopyPixelDataAsync(hashing, stop).ConfigureAwait(false);
        if (!again.Hash.AsSpan().SequenceEqual(hash.Hash)) throw NotProven("Pixel Data has other bytes");
    }

    private static async ValueTask<Frames> FramesAsync(Stream file, CancellationToken stop)
    {
        var (header, index) = await FrameIndex.ReadAsync(file, stop).ConfigureAwait(false);
        return new Frames(file, header, PixelLayout.Of(header), index);
    }

    private static async ValueTask<DecodedFrame> DecodeAsync(Frames frames, int frame, CancellationToken stop)
    {
        var code = await frames.Index.ReadAsync(frames.File, frame + 1, stop).ConfigureAwait(false);
        return FrameDecoder.DecodeFrame(frames.Header.Syntax.Uid, code.Span, frames.Layout, AsStored);
    }

    private static DataSet DataSetFor(DataSet original, in PixelLayout before, in PixelLayout after, bool isIrreversible, string photometric)
    {
        var set = original.Copy();
        set.Set(Tags.PhotometricInterpretation, Vr.CS, photometric);
        if (after.SamplesPerPixel > 1) set.SetIntegers(Tags.PlanarConfiguration, Vr.US, 0);
        if (after.BitsStored != before.BitsStored) set.SetIntegers(Tags.BitsStored, Vr.US, after.BitsStored);
        if (after.HighBit != before.HighBit) set.SetIntegers(Tags.HighBit, Vr.US, after.HighBit);
        if (isIrreversible && set.GetString(LossyImageCompression) != "01") set.Set(LossyImageCompression, Vr.CS, "01");
        return set;
    }

    private static async Task WriteHeadAsync(Stream target, DataSet set, TransferSyntax syntax, PixelDataHead? head, CancellationToken stop)
    {
        if (set.Contains(ExtendedOffsetTable) || set.Contains(ExtendedOffsetTableLengths))
        {
            set = set.Copy();
            set.Remove(ExtendedOffsetTable);
            set.Remove(ExtendedOffsetTableLengths);
        }
        var bytes = new ArrayBufferWriter<byte>(64 << 10);
        DicomWriter.WriteFileHead(bytes, set, syntax);
        DicomWriter.WriteDataSet(bytes, set, syntax);
        if (head is { } pixels) DicomWriter.WritePixelDataHead(bytes, pixels, syntax);
        await target.WriteAsync(bytes.WrittenMemory, stop).ConfigureAwait(false);
    }

    private static async Task WriteRestAsync(Stream target, DataSet rest, TransferSyntax syntax, CancellationToken stop)
    {
        if (rest.Count == 0) return;
        var bytes = new ArrayBufferWriter<byte>();
        DicomWriter.WriteDataSet(bytes, rest, syntax);
        await target.WriteAsync(bytes.WrittenMemory, stop).ConfigureAwait(false);
    }

    // PS3.5 A.1, A.2: OW, but OB where explicit VR holds samples of up to 8 bits.
    private static Vr VrOf(in PixelLayout layout, TransferSyntax syntax) => layout.BitsAllocated > 8 || syntax.IsImplicit ? Vr.OW : Vr.OB;

    private static ReadOnlyMemory<byte> Even(ReadOnlyMemory<byte> code)
    {
        if (code.Length % 2 == 0) return code;
        var even = new byte[code.Length + 1];
        code.CopyTo(even);
        return even;
    }

    private static CodecException NotProven(string what) => new(CodecFault.Malformed, $"The written object does not decode to the original: {what}");

    private sealed record Frames(Stream File, DicomHeader Header, PixelLayout Layout, FrameIndex Index)
    {
        public int Count => Index.Frames;
    }

    private sealed record Proofs(PixelLayout Layout, List<byte[]> Hashes);
}
