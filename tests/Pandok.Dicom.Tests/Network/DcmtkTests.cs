using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>Outsiders as peers: DCMTK's echoscu, storescu and storescp over real sockets.</summary>
public sealed class DcmtkTests
{
    private const string Chest = "data/chest-ct/ricord-1a-covid-dicom";

    [Fact]
    public async Task Echoscu_is_answered()
    {
        await using var server = DicomServer.Start(new DicomServerOptions { AeTitle = "PANDOK" }, new RecordingHandler());
        var (exit, output) = await Dcmtk.RunAsync("echoscu", "-v", "-aec", "PANDOK", "127.0.0.1", Port(server));
        Assert.Contains("Received Echo Response (Success)", output, StringComparison.Ordinal);
        Assert.Equal(0, exit);
    }

    [Theory]
    [InlineData(128 << 10, "131072")]
    [InlineData(4 << 10, "4096")]
    public async Task Storescu_delivers_data_sets_byte_for_byte(int maxPdu, string theirs)
    {
        var files = Files(5);
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = new ConnectionLimits { MaxPdu = maxPdu } }, handler);
        var (exit, output) = await Dcmtk.RunAsync("storescu", ["-v", "-xs", "-R", "-pdu", theirs, "127.0.0.1", Port(server), .. files]);
        Assert.True(exit == 0, output);
        Assert.Equal(files.Length, handler.Stored.Count);
        var stored = handler.Stored.ToArray();
        for (var i = 0; i < files.Length; i++)
        {
            var (header, _) = await ReadFileAsync(files[i]);
            Assert.Equal(header.DataSet.GetString(Tags.SOPInstanceUID), stored[i].Request.SopInstanceUid);
            Assert.Equal("1.2.840.10008.1.2.4.70", stored[i].Request.TransferSyntax.Uid);
            var received = new DicomReader(new MemoryStream(stored[i].Bytes));
            var theirHeader = await received.ReadDataSetAsync(stored[i].Request.TransferSyntax, default);
            var pixels = new MemoryStream();
            await received.CopyPixelDataAsync(pixels, default);
            await received.FinishAsync(default);
            Assert.Equal(Summary(header.DataSet), Summary(theirHeader.DataSet));
            Assert.Equal(await PixelsAsync(files[i]), pixels.ToArray());
        }
    }

    [Fact]
    public async Task Storescu_is_told_that_its_AE_title_is_unknown()
    {
        var handler = new RecordingHandler { OnAccept = request => request.CallingAe == "KNOWN" ? AssociationDecision.Accept : AssociationDecision.Reject(AssociationRejection.CallingAeNotRecognized) };
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        var (exit, output) = await Dcmtk.RunAsync("storescu", "-v", "-aet", "STRANGER", "127.0.0.1", Port(server), Files(1)[0]);
        Assert.NotEqual(0, exit);
        Assert.Contains("Calling AE Title Not Recognized", output, StringComparison.OrdinalIgnoreCase);
        (exit, _) = await Dcmtk.RunAsync("echoscu", "-aet", "KNOWN", "127.0.0.1", Port(server));
        Assert.Equal(0, exit);
    }

    [Fact]
    public async Task Echoscu_is_told_that_it_called_the_wrong_AE_title_and_that_the_house_is_full()
    {
        await using var server = DicomServer.Start(new DicomServerOptions { AeTitle = "PANDOK", MaxAssociations = 1 }, new RecordingHandler());
        var (_, wrong) = await Dcmtk.RunAsync("echoscu", "-v", "-aec", "OTHER", "127.0.0.1", Port(server));
        Assert.Contains("Called AE Title Not Recognized", wrong, StringComparison.OrdinalIgnoreCase);

        await using var first = await DicomClient.ConnectAsync(new DicomClientOptions { Host = "127.0.0.1", Port = server.EndPoint.Port, CallingAe = "FIRST", CalledAe = "PANDOK" }, default);
        var (_, full) = await Dcmtk.RunAsync("echoscu", "-v", "-aec", "PANDOK", "127.0.0.1", Port(server));
        Assert.Contains("Temporary Congestion", full, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Storescu_sees_the_status_of_a_handler_that_refuses_and_of_one_that_fails_and_goes_on()
    {
        var files = Files(3);
        var turn = 0;
        var handler = new RecordingHandler
        {
            OnStore = (_, _) => ++turn switch
            {
                1 => ValueTask.FromResult(DimseStatus.OutOfResources.With("disk full")),
                2 => throw new InvalidOperationException("a secret of the house"),
                _ => ValueTask.FromResult(DimseStatus.Success),
            },
        };
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        var (_, output) = await Dcmtk.RunAsync("storescu", ["-d", "-nh", "-xs", "-R", "127.0.0.1", Port(server), .. files]);
        Assert.Contains("0xa700", output, StringComparison.Ordinal);
        Assert.Contains("disk full", output, StringComparison.Ordinal);
        Assert.Contains("0x0110", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        Assert.Equal(3, turn);
        Assert.Single(handler.Failures);
        Assert.True(await handler.EndSignal.WaitAsync(Pdus.Patience));
        Assert.Null(Assert.Single(handler.Ends));
    }

    [Fact]
    public async Task A_storescu_that_is_killed_in_the_middle_of_an_object_is_an_IOException_for_the_reader()
    {
        var started = new TaskCompletionSource();
        var handler = new RecordingHandler
        {
            OnStore = async (request, stop) =>
            {
                await request.DataSet.ReadExactlyAsync(new byte[1000], stop);
                started.SetResult();
                await Task.Delay(300, stop);
                await request.DataSet.CopyToAsync(Stream.Null, stop);
                return DimseStatus.Success;
            },
        };
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            // Larger than what the socket's buffers hold, so that the sender is still sending when it dies.
            var big = Path.Combine(folder.FullName, "big.dcm");
            await WriteFileAsync(big, 64 << 20);
            using var process = Dcmtk.StartPeer("storescu", "-R", "127.0.0.1", Port(server), big);
            await started.Task.WaitAsync(Pdus.Patience);
            process.Kill();
            Assert.True(await handler.EndSignal.WaitAsync(Pdus.Patience));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Assert.IsType<AssociationAbortedException>(Assert.Single(handler.Broken));
        Assert.Equal(AbortCause.PeerVanished, Assert.Single(handler.Ends)!.Cause);
        Assert.Empty(handler.Failures);
    }

    [Theory]
    [InlineData("131072")]
    [InlineData("4096")]
    public async Task Storescp_receives_what_our_client_sends_byte_for_byte(string theirs)
    {
        var files = Files(3);
        var folder = Directory.CreateTempSubdirectory();
        var port = Dcmtk.FreePort();
        using var storescp = Dcmtk.StartPeer("storescp", "+xs", "+B", "-pdu", theirs, "-od", folder.FullName, port.ToString());
        try
        {
            var syntax = TransferSyntax.Find("1.2.840.10008.1.2.4.70")!;
            await using var client = await ConnectAsync(port, PresentationContext.Propose([PresentationContext.Verification, (Uids.CTImageStorage, syntax)]));
            Assert.Equal(DimseStatus.Success, await client.EchoAsync(default));
            foreach (var file in files)
            {
                var (header, start) = await ReadFileAsync(file);
                await using var stream = File.OpenRead(file);
                stream.Position = start;
                Assert.Equal(DimseStatus.Success, await client.StoreAsync(Uids.CTImageStorage, header.DataSet.GetString(Tags.SOPInstanceUID)!, syntax, stream, default));
            }
            await client.ReleaseAsync(default);
            foreach (var file in files)
            {
                var (header, start) = await ReadFileAsync(file);
                var received = Path.Combine(folder.FullName, "CT." + header.DataSet.GetString(Tags.SOPInstanceUID));
                var (_, theirStart) = await ReadFileAsync(received);
                Assert.Equal((await File.ReadAllBytesAsync(file))[(int)start..], (await File.ReadAllBytesAsync(received))[(int)theirStart..]);
            }
        }
        finally
        {
            storescp.Kill();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_storescp_that_aborts_during_an_object_is_a_typed_exception()
    {
        var port = Dcmtk.FreePort();
        var folder = Directory.CreateTempSubdirectory();
        using var storescp = Dcmtk.StartPeer("storescp", "--abort-during", "-od", folder.FullName, port.ToString());
        try
        {
            await using var client = await ConnectAsync(port, PresentationContext.Propose([(Uids.CTImageStorage, TransferSyntax.ExplicitLittleEndian)]));
            var big = Path.Combine(folder.FullName, "big.dcm");
            await WriteFileAsync(big, 64 << 20);
            var (_, start) = await ReadFileAsync(big);
            await using var stream = File.OpenRead(big);
            stream.Position = start;
            var fault = await Assert.ThrowsAsync<AssociationAbortedException>(() => client.StoreAsync(Uids.CTImageStorage, "1.2.3.4", TransferSyntax.ExplicitLittleEndian, stream, default));
            Assert.True(fault.Cause is AbortCause.PeerAborted or AbortCause.PeerVanished, fault.ToString());
        }
        finally
        {
            storescp.Kill();
            folder.Delete(recursive: true);
        }
    }

    private static string Port(DicomServer server) => server.EndPoint.Port.ToString();

    private static string[] Files(int count) => [.. Directory.GetFiles(SharedData.Folder(Chest), "*.dcm").Order(StringComparer.Ordinal).Take(count)];

    // storescp needs a moment to listen.
    private static async Task<DicomClient> ConnectAsync(int port, IReadOnlyList<PresentationContext> contexts)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await DicomClient.ConnectAsync(new DicomClientOptions { Host = "127.0.0.1", Port = port, CallingAe = "PANDOK", CalledAe = "STORESCP", Contexts = contexts }, default);
            }
            catch (SocketException) when (clock.Elapsed < Pdus.Patience)
            {
                await Task.Delay(50);
            }
        }
    }

    // The header, and where the data set starts in the file.
    private static async Task<(DicomHeader Header, long Start)> ReadFileAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        var header = await new DicomReader(new MemoryStream(bytes)).ReadFileAsync(default);
        return (header, 144 + BitConverter.ToUInt32(bytes, 140));
    }

    private static async Task<byte[]> PixelsAsync(string path)
    {
        await using var stream = File.OpenRead(path);
        var reader = new DicomReader(stream);
        await reader.ReadFileAsync(default);
        var pixels = new MemoryStream();
        await reader.CopyPixelDataAsync(pixels, default);
        return pixels.ToArray();
    }

    private static string[] Summary(DataSet set) => [.. set.Select(element => $"{element.Tag} {element.Vr} {Convert.ToHexString(element.Value.Span)} {element.Items?.Count}")];

    private static async Task WriteFileAsync(string path, int pixels)
    {
        var to = new System.Buffers.ArrayBufferWriter<byte>();
        var set = Dicom.Tests.Files.DicomReaderTests.Sample();
        DicomWriter.WriteFileHead(to, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(to, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WritePixelDataHead(to, new PixelDataHead(Tags.PixelData, Vr.OW, pixels), TransferSyntax.ExplicitLittleEndian);
        await using var file = File.Create(path);
        await file.WriteAsync(to.WrittenMemory);
        await file.WriteAsync(new byte[pixels]);
    }
}
