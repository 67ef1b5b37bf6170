using System.Buffers;
using Pandok.Deidentify.Quarantine;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Studies;

namespace Pandok.Review;

/// <summary>A held original as a Part 10 file: what came as a bare data set gets a head in front of it, in memory.</summary>
internal static class HeldFile
{
    /// <returns>Null if the original is gone.</returns>
    public static async Task<Stream?> OpenAsync(Quarantine quarantine, HeldInstance held, CancellationToken stop)
    {
        if (await quarantine.OpenAsync(held, stop) is not { } sealedFile) return null;
        if (held.Wire is null) return sealedFile;
        try
        {
            var syntax = TransferSyntax.Find(held.Wire) ?? throw new InvalidOperationException("A held data set of an unknown transfer syntax.");
            var header = await new DicomReader(sealedFile).ReadDataSetAsync(syntax, stop);
            var head = new ArrayBufferWriter<byte>(512);
            DicomWriter.WriteFileHead(head, header.DataSet, syntax);
            return new PrefixedStream(head.WrittenSpan.ToArray(), sealedFile);
        }
        catch
        {
            await sealedFile.DisposeAsync();
            throw;
        }
    }
}
