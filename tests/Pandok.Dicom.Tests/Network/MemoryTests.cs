using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>Runs alone: memory is the whole process's.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    [Fact]
    public async Task An_object_of_300_MB_passes_in_bounded_memory()
    {
        const long Size = 300L << 20;
        var received = 0L;
        var peak = 0L;
        var handler = new RecordingHandler
        {
            OnStore = async (request, stop) =>
            {
                var buffer = new byte[81920];
                for (int read; (read = await request.DataSet.ReadAsync(buffer, stop)) > 0; received += read) peak = Math.Max(peak, GC.GetTotalMemory(false));
                return DimseStatus.Success;
            },
        };
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        var options = new DicomClientOptions
        {
            Host = "127.0.0.1",
            Port = server.EndPoint.Port,
            CallingAe = "TESTER",
            CalledAe = "PANDOK",
            Contexts = PresentationContext.Propose([(Uids.CTImageStorage, TransferSyntax.ExplicitLittleEndian)]),
        };
        await using var client = await DicomClient.ConnectAsync(options, default);
        var before = GC.GetTotalMemory(true);
        Assert.Equal(DimseStatus.Success, await client.StoreAsync(Uids.CTImageStorage, "1.2.3", TransferSyntax.ExplicitLittleEndian, new ZeroStream(Size), default));
        await client.ReleaseAsync(default);
        Assert.Equal(Size, received);
        Assert.InRange(peak - before, long.MinValue, 64 << 20);
    }
}
