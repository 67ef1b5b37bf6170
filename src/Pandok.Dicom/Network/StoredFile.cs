using System.Buffers.Binary;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

/// <summary>
/// A Part 10 file as what a C-STORE carries: as it is stored, or, for a peer that takes nothing else, transcoded to Explicit or Implicit VR Little Endian, which every peer takes one of (PS3.5 section 10.1).
/// </summary>
public static class StoredFile
{
    /// <summary>How an object that is stored in a transfer syntax can be had: as stored first, then in the uncompressed syntaxes if its frames can be decoded here.</summary>
    public static IReadOnlyList<TransferSyntax> SyntaxesOf(TransferSyntax stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return !stored.IsEncapsulated || FrameDecoder.Supports(stored.Uid)
            ? [.. new[] { stored, TransferSyntax.ExplicitLittleEndian, TransferSyntax.ImplicitLittleEndian }.Distinct()]
            : [stored];
    }

    /// <summary>Opens the data set, without File Meta Information, in one of <see cref="SyntaxesOf"/>. Transcoding is proven by reading back what was written (<see cref="Transcoder"/>).</summary>
    /// <param name="file">A Part 10 file with preamble at its start, seekable. Disposed of with the answer, or on an exception.</param>
    /// <param name="stored">The transfer syntax it is in.</param>
    /// <param name="wanted">The transfer syntax of the answer.</param>
    /// <param name="scratch">Makes an empty stream, readable, writable and seekable, that leaves nothing behind when it is disposed of.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="Files.DicomException">The file cannot be read.</exception>
    /// <exception cref="CodecException">A frame cannot be decoded, or the proof failed.</exception>
    public static async ValueTask<Stream> OpenAsync(Stream file, TransferSyntax stored, TransferSyntax wanted, Func<Stream> scratch, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(scratch);
        var open = new List<Stream> { file };
        try
        {
            if (wanted == stored) return await SkipMetaAsync(file, stop).ConfigureAwait(false);
            var target = Make();
            await Transcoder.TranscodeAsync(file, target, wanted, Make, null, stop).ConfigureAwait(false);
            open.Remove(target);
            await DisposeAsync(open).ConfigureAwait(false);
            return await SkipMetaAsync(target, stop).ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync(open).ConfigureAwait(false);
            throw;
        }

        Stream Make()
        {
            open.Add(scratch());
            return open[^1];
        }
    }

    // Preamble, DICM, and the group length element (PS3.10 section 7.1), which says how much meta information follows.
    private static async ValueTask<Stream> SkipMetaAsync(Stream file, CancellationToken stop)
    {
        var head = new byte[144];
        file.Position = 0;
        await file.ReadExactlyAsync(head, stop).ConfigureAwait(false);
        file.Position = head.Length + BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(140));
        return file;
    }

    private static async ValueTask DisposeAsync(IEnumerable<Stream> streams)
    {
        foreach (var stream in streams) await stream.DisposeAsync().ConfigureAwait(false);
    }
}
