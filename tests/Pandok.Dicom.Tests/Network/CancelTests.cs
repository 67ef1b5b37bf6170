using Pandok.Dicom.Data;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>C-CANCEL of C-MOVE and C-GET (PS3.7 sections 9.1.3.4, 9.1.4.4): what is under way is ended whole, the rest is not begun, and the counts say so. movescu of DCMTK and requests by hand cancel.</summary>
public sealed class CancelTests : IDisposable
{
    private const string Chest = "data/chest-ct/ricord-1a-covid-dicom";
    private static readonly TransferSyntax Lossless = TransferSyntax.Find("1.2.840.10008.1.2.4.70")!;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private int opened;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Movescu_that_cancels_gets_FE00_with_the_counts_of_what_was_and_was_not_sent()
    {
        var archive = Archive(5);
        await using var server = DicomServer.Start(FolderArchive.Options, archive);
        var target = folder.CreateSubdirectory("target");
        var port = Dcmtk.FreePort();
        using var storescp = Dcmtk.StartPeer("storescp", "+xs", "+B", "-od", target.FullName, $"{port}");
        try
        {
            await Dcmtk.AwaitAsync(port);
            archive.Destinations["THIRD"] = new DicomClientOptions { Host = "127.0.0.1", Port = port, CallingAe = "PANDOK", CalledAe = "THIRD" };
            var (_, output) = await Dcmtk.RunAsync("movescu", "-d", "-S", "--cancel", "1", "-aem", "THIRD", "-k", "0008,0052=STUDY", "-k", "0020,000d=" + await StudyAsync(), "127.0.0.1", $"{server.EndPoint.Port}");
            var last = output[output.LastIndexOf("INCOMING DIMSE MESSAGE", StringComparison.Ordinal)..];
            Assert.Contains("0xfe00", last, StringComparison.Ordinal);
            Assert.Matches("Remaining Suboperations *: 3", last);
            Assert.Matches("Completed Suboperations *: 2", last);
            Assert.Matches("Failed Suboperations *: 0", last);
            Assert.Matches("Warning Suboperations *: 0", last);
            Assert.Equal(2, target.GetFiles().Length);
            Assert.Empty(archive.Failures);
        }
        finally
        {
            storescp.Kill();
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_get_that_is_cancelled_ends_with_FE00_and_the_association_goes_on(bool failing)
    {
        var archive = Archive(5);
        await using var server = DicomServer.Start(FolderArchive.Options, archive);
        await using var client = await ConnectAsync(server);
        using var cancel = new CancellationTokenSource();
        var got = new List<string>();
        var result = await client.GetAsync(SopClasses.StudyRootGet, Key(await StudyAsync()), async (request, stop) =>
        {
            await request.DataSet.CopyToAsync(Stream.Null, stop);
            got.Add(request.SopInstanceUid);
            return failing && got.Count == 1 ? DimseStatus.OutOfResources : DimseStatus.Success;
        }, _ => cancel.Cancel(), default, cancel.Token);
        Assert.Equal(DimseStatus.Cancelled.Code, result.Status.Code);
        Assert.Equal(failing ? new SubOperations(3, 1, 1, 0) : new SubOperations(3, 2, 0, 0), result.SubOperations);
        Assert.Equal(failing ? [got[0]] : [], result.FailedInstances);
        Assert.Equal(2, got.Count);
        Assert.Equal(DimseStatus.Success, await client.EchoAsync(default));
        await client.ReleaseAsync(default);
    }

    // By hand: cancels of another operation, of none, and twice, mean nothing or once (PS3.7 section 9.3.2.3).
    [Fact]
    public async Task Cancels_of_another_message_of_none_and_twice_are_no_harm()
    {
        var archive = Archive(3);
        await using var server = DicomServer.Start(FolderArchive.Options, archive);
        using var socket = await Pdus.ConnectAsync(server);
        await socket.SendAsync(AssociateWriter.Write(PduType.AssociateRequest, new AssociateMessage
        {
            CalledAe = "PANDOK", CallingAe = "TESTER", MaxPdu = 16384,
            Proposed = PresentationContext.Propose([(SopClasses.StudyRootMove, TransferSyntax.ImplicitLittleEndian)]),
        }));
        Assert.Equal(2, (await Pdus.ReceiveAsync(socket))[0]);
        await CancelAsync(7);
        var port = Dcmtk.FreePort();
        using var storescp = Dcmtk.StartPeer("storescp", "+xs", "+B", "-od", folder.CreateSubdirectory("target").FullName, $"{port}");
        try
        {
            await Dcmtk.AwaitAsync(port);
            archive.Destinations["THIRD"] = new DicomClientOptions { Host = "127.0.0.1", Port = port, CallingAe = "PANDOK", CalledAe = "THIRD" };
            var command = CommandSet.Request(CommandField.Move, 9, SopClasses.StudyRootMove, hasDataSet: true).SetIntegers(CommandTags.Priority, Vr.US, 0).Set(CommandTags.MoveDestination, Vr.AE, "THIRD");
            await socket.SendAsync(Pdus.Data(1, 3, CommandSet.Write(command).ToArray()));
            var identifier = new System.Buffers.ArrayBufferWriter<byte>();
            Dicom.Files.DicomWriter.WriteDataSet(identifier, Key(await StudyAsync()), TransferSyntax.ImplicitLittleEndian);
            await socket.SendAsync(Pdus.Data(1, 2, identifier.WrittenSpan.ToArray()));
            Assert.Equal(DimseStatus.Pending.Code, (await ResponseAsync()).Code);
            await CancelAsync(8);
            await CancelAsync(9);
            await CancelAsync(9);
            DimseStatus last;
            while ((last = await ResponseAsync()).IsPending) { }
            Assert.Equal(DimseStatus.Cancelled.Code, last.Code);
            await CancelAsync(9);
            await socket.SendAsync(AssociateWriter.Release(PduType.ReleaseRequest));
            Assert.Equal((byte)PduType.ReleaseResponse, (await Pdus.ReceiveAsync(socket))[0]);
        }
        finally
        {
            storescp.Kill();
        }

        async Task CancelAsync(ushort message) => await socket.SendAsync(Pdus.Data(1, 3, CommandSet.Write(CommandSet.Cancel(message)).ToArray()));

        async Task<DimseStatus> ResponseAsync() => CommandSet.Status(CommandSet.Read((await Pdus.ReceiveAsync(socket)).AsMemory(12))!);
    }

    // The second instance waits until the cancel came, so that the counts are known.
    private FolderArchive Archive(int count)
    {
        foreach (var file in Directory.GetFiles(SharedData.Folder(Chest), "*.dcm").Order(StringComparer.Ordinal).Take(count)) File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        return new FolderArchive(folder.FullName)
        {
            Opening = async (_, cancel) =>
            {
                if (Interlocked.Increment(ref opened) != 2) return;
                var cancelled = new TaskCompletionSource();
                await using var registration = cancel.Register(cancelled.SetResult);
                await cancelled.Task.WaitAsync(Pdus.Patience, CancellationToken.None);
            },
        };
    }

    private static async Task<DicomClient> ConnectAsync(DicomServer server) => await DicomClient.ConnectAsync(new DicomClientOptions
    {
        Host = "127.0.0.1", Port = server.EndPoint.Port, CallingAe = "TESTER", CalledAe = "PANDOK",
        Contexts = PresentationContext.Propose([(SopClasses.StudyRootGet, TransferSyntax.ImplicitLittleEndian), (Uids.CTImageStorage, Lossless), PresentationContext.Verification]),
        Roles = [new RoleSelection(Uids.CTImageStorage, Scu: true, Scp: true)],
    }, default);

    private async Task<string> StudyAsync()
    {
        await using var stream = folder.GetFiles("*.dcm")[0].OpenRead();
        return (await new Dicom.Files.DicomReader(stream).ReadFileAsync(default)).DataSet.GetString(Tags.StudyInstanceUID)!;
    }

    private static DataSet Key(string study) => new DataSet().Set(new Tag(0x00080052), Vr.CS, "STUDY").Set(Tags.StudyInstanceUID, Vr.UI, study);
}
