using System.Buffers;
using Pandok.Deidentify;
using Pandok.Deidentify.Quarantine;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Ingest;

/// <summary>An instance that was received whole, as a Part 10 file in a sealed scratch: what came as a bare data set has a head in front of it.</summary>
internal sealed class ReceivedFile : IAsyncDisposable
{
    private readonly Stream? scratch;
    private readonly long start;

    private ReceivedFile(Stream file, Stream? scratch, long start) => (File, this.scratch, this.start) = (file, scratch, start);

    /// <summary>Seekable, at its start.</summary>
    public Stream File { get; }

    /// <summary>Reads the rest of what arrives.</summary>
    public static async Task<ReceivedFile> TakeAsync(Tap arriving, DicomHeader header, TransferSyntax? wire, ScratchFolder scratches, CancellationToken stop)
    {
        var scratch = scratches.Open();
        try
        {
            if (wire is not null)
            {
                var head = new ArrayBufferWriter<byte>(512);
                DicomWriter.WriteFileHead(head, header.DataSet, wire);
                scratch.Write(head.WrittenSpan);
            }
            var start = scratch.Length;
            arriving.FlowInto(scratch);
            await arriving.DrainAsync(stop);
            scratch.Position = 0;
            return new ReceivedFile(scratch.View(), scratch, start);
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    /// <summary>A file that is there already and stays its owner's.</summary>
    public static ReceivedFile Of(Stream file)
    {
        file.Position = 0;
        return new ReceivedFile(file, null, 0);
    }

    /// <summary>Copies the instance as it was received, without a head of ours.</summary>
    public async Task CopyAsync(Stream to, CancellationToken stop)
    {
        File.Position = start;
        await File.CopyToAsync(to, stop);
    }

    public ValueTask DisposeAsync() => scratch?.DisposeAsync() ?? ValueTask.CompletedTask;
}
