using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>DCMTK's findscu, movescu and getscu ask our provider.</summary>
public sealed class QueryRetrieveTests : IDisposable
{
    private const string Chest = "data/chest-ct/ricord-1a-covid-dicom";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("-P", "PATIENT", "0010,0020", 1)]
    [InlineData("-P", "STUDY", "0020,000d", 1)]
    [InlineData("-S", "STUDY", "0020,000d", 1)]
    [InlineData("-S", "SERIES", "0020,000e", 1)]
    [InlineData("-S", "IMAGE", "0008,0018", 4)]
    public async Task Findscu_finds_at_every_level(string model, string level, string key, int matches)
    {
        var archive = Archive(4);
        await using var server = DicomServer.Start(FolderArchive.Options, archive);
        var (exit, output) = await Dcmtk.RunAsync("findscu", "-v", model, "-k", $"0008,0052={level}", "-k", key, "127.0.0.1", Port(server));
        Assert.True(exit == 0, output);
        Assert.Equal(matches, output.Split("(Pending)").Length - 1);
        Assert.Contains("Received Final Find Response (Success)", output, StringComparison.Ordinal);
        Assert.Empty(archive.Failures);
    }

    [Fact]
    public async Task Findscu_matches_what_it_asks_for_and_nothing_else()
    {
        await using var server = DicomServer.Start(FolderArchive.Options, Archive(3));
        var (_, modality) = await Dcmtk.RunAsync("findscu", "-v", "-S", "-k", "0008,0052=STUDY", "-k", "0008,0060=MR", "-k", "0020,000d", "127.0.0.1", Port(server));
        Assert.DoesNotContain("(Pending)", modality, StringComparison.Ordinal);
        var (_, date) = await Dcmtk.RunAsync("findscu", "-v", "-S", "-k", "0008,0052=STUDY", "-k", "0008,0020=19000101-20991231", "-k", "0020,000d", "127.0.0.1", Port(server));
        Assert.Contains("(Pending)", date, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findscu_is_told_why_a_query_fails_and_which_element_is_to_blame()
    {
        await using var server = DicomServer.Start(FolderArchive.Options, Archive(1));
        var (_, output) = await Dcmtk.RunAsync("findscu", "-d", "-S", "-k", "0008,0052=NONSENSE", "127.0.0.1", Port(server));
        Assert.Contains("0xa900", output, StringComparison.Ordinal);
        Assert.Contains("No such level", output, StringComparison.Ordinal);
        Assert.Contains("(0008,0052)", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Findscu_cancels_and_the_provider_stops()
    {
        var handler = new EndlessFind();
        await using var server = DicomServer.Start(FolderArchive.Options, handler);
        var (_, output) = await Dcmtk.RunAsync("findscu", "-v", "-S", "--cancel", "3", "-k", "0008,0052=STUDY", "-k", "0020,000d", "127.0.0.1", Port(server));
        Assert.Contains("Cancel", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Received Final Find Response (Cancel", output, StringComparison.Ordinal);
        Assert.True(await handler.Cancelled.Task.WaitAsync(Pdus.Patience));
    }

    [Fact]
    public async Task A_peer_that_dies_during_a_query_cancels_it()
    {
        var handler = new EndlessFind();
        await using var server = DicomServer.Start(FolderArchive.Options, handler);
        using var findscu = Dcmtk.StartPeer("findscu", "-S", "-k", "0008,0052=STUDY", "-k", "0020,000d", "127.0.0.1", Port(server));
        await handler.Started.Task.WaitAsync(Pdus.Patience);
        findscu.Kill();
        Assert.True(await handler.Cancelled.Task.WaitAsync(Pdus.Patience));
    }

    [Fact]
    public async Task Findscu_asks_a_worklist_and_sequences_arrive()
    {
        await using var server = DicomServer.Start(FolderArchive.Options, new OneStepWorklist());
        var (exit, output) = await Dcmtk.RunAsync("findscu", "-d", "-W", "-k", "0010,0010", "-k", "0040,0100[0].0008,0060=CT", "127.0.0.1", Port(server));
        Assert.True(exit == 0, output);
        Assert.Contains("DEMO^PATIENT", output, StringComparison.Ordinal);
        Assert.Contains("DEMO_STEP", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_fails_and_one_without_the_service_are_told_apart()
    {
        var handler = new FailingFind();
        await using var server = DicomServer.Start(FolderArchive.Options, handler);
        var (_, output) = await Dcmtk.RunAsync("findscu", "-d", "-S", "-k", "0008,0052=STUDY", "127.0.0.1", Port(server));
        Assert.Contains("0xc001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        Assert.Equal("a secret of the house", Assert.Single(handler.Failures).Message);

        await using var plain = DicomServer.Start(FolderArchive.Options, new RecordingHandler());
        (_, output) = await Dcmtk.RunAsync("findscu", "-d", "-S", "-k", "0008,0052=STUDY", "127.0.0.1", Port(plain));
        Assert.Contains("0x0211", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Movescu_has_a_third_party_receive_every_object()
    {
        var archive = Archive(4);
        await using var server = DicomServer.Start(FolderArchive.Options, archive);
        var target = folder.CreateSubdirectory("target");
        var port = Dcmtk.FreePort();
        using var storescp = Dcmtk.StartPeer("storescp", "+xs", "+B", "-od", target.FullName, port.ToString());
        try
        {
            await Dcmtk.AwaitAsync(port);
            archive.Destinations["THIRD"] = new DicomClientOptions { Host = "127.0.0.1", Port = port, CallingAe = "PANDOK", CalledAe = "THIRD" };
            var (exit, output) = await Dcmtk.RunAsync("movescu", "-d", "-S", "-aem", "THIRD", "-k", "0008,0052=STUDY", "-k", "0020,000d=" + await StudyAsync(), "127.0.0.1", Port(server));
            Assert.True(exit == 0, output);
            Assert.Matches("DIMSE Status *: 0x0000: Success", output);
            Assert.Matches("Completed Suboperations *: 4", output);
            Assert.Equal(4, target.GetFiles().Length);
            Assert.Empty(archive.Failures);
        }
        finally
        {
            storescp.Kill();
        }
    }

    [Fact]
    public async Task Movescu_is_told_that_the_destination_is_unknown_or_away()
    {
        var archive = Archive(2);
        await using var server = DicomServer.Start(FolderArchive.Options, archive);
        var study = await StudyAsync();
        var (_, unknown) = await Dcmtk.RunAsync("movescu", "-d", "-S", "-aem", "NOBODY", "-k", "0008,0052=STUDY", "-k", "0020,000d=" + study, "127.0.0.1", Port(server));
        Assert.Contains("0xa801", unknown, StringComparison.Ordinal);
        archive.Destinations["AWAY"] = new DicomClientOptions { Host = "127.0.0.1", Port = Dcmtk.FreePort(), CallingAe = "PANDOK", CalledAe = "AWAY" };
        var (_, away) = await Dcmtk.RunAsync("movescu", "-d", "-S", "-aem", "AWAY", "-k", "0008,0052=STUDY", "-k", "0020,000d=" + study, "127.0.0.1", Port(server));
        Assert.Contains("0xa702", away, StringComparison.Ordinal);
        Assert.Matches("Failed Suboperations *: 2", away);
        Assert.Contains("cannot be reached", away, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-P", "IMAGE")]
    [InlineData("-S", "STUDY")]
    [InlineData("-S", "SERIES")]
    public async Task Getscu_gets_every_object_on_its_own_association(string model, string level)
    {
        var archive = Archive(3);
        await using var server = DicomServer.Start(FolderArchive.Options, archive);
        var target = folder.CreateSubdirectory("target");
        string[] keys = level == "IMAGE" ? [] : ["-k", "0020,000d=" + await StudyAsync()];
        var (exit, output) = await Dcmtk.RunAsync("getscu", ["-v", model, "+xs", "-od", target.FullName, "-k", $"0008,0052={level}", .. keys, "127.0.0.1", Port(server)]);
        Assert.True(exit == 0, output);
        Assert.Equal(3, target.GetFiles().Length);
        Assert.Empty(archive.Failures);
    }

    [Fact]
    public async Task Getscu_that_takes_another_syntax_learns_that_all_failed()
    {
        await using var server = DicomServer.Start(FolderArchive.Options, Archive(2));
        var (_, output) = await Dcmtk.RunAsync("getscu", "-d", "-S", "+xe", "-od", folder.CreateSubdirectory("target").FullName, "-k", "0008,0052=STUDY", "-k", "0020,000d=" + await StudyAsync(), "127.0.0.1", Port(server));
        Assert.Contains("0xa702", output, StringComparison.Ordinal);
    }

    private FolderArchive Archive(int count)
    {
        foreach (var file in Directory.GetFiles(SharedData.Folder(Chest), "*.dcm").Order(StringComparer.Ordinal).Take(count)) File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        return new FolderArchive(folder.FullName);
    }

    private async Task<string> StudyAsync()
    {
        await using var stream = folder.GetFiles("*.dcm")[0].OpenRead();
        return (await new Dicom.Files.DicomReader(stream).ReadFileAsync(default)).DataSet.GetString(Tags.StudyInstanceUID)!;
    }

    private static string Port(DicomServer server) => server.EndPoint.Port.ToString();

    private sealed class EndlessFind : DicomServerHandler
    {
        public TaskCompletionSource Started { get; } = new();
        public TaskCompletionSource<bool> Cancelled { get; } = new();

        public override ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop) => ValueTask.FromResult(DimseStatus.Success);

        public override async IAsyncEnumerable<DataSet> FindAsync(FindRequest request, [EnumeratorCancellation] CancellationToken cancel)
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    yield return new DataSet().Set(new Tag(0x00080052), Vr.CS, "STUDY").Set(Tags.StudyInstanceUID, Vr.UI, $"1.2.{i}");
                    if (i == 3) Started.TrySetResult();
                    await Task.Delay(20, cancel);
                }
            }
            finally
            {
                Cancelled.TrySetResult(cancel.IsCancellationRequested);
            }
        }
    }

    private sealed class OneStepWorklist : DicomServerHandler
    {
        public override ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop) => ValueTask.FromResult(DimseStatus.Success);

        public override async IAsyncEnumerable<DataSet> FindAsync(FindRequest request, [EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.Yield();
            Assert.Equal(SopClasses.ModalityWorklistFind, request.SopClassUid);
            Assert.Equal("CT", Assert.Single(request.Identifier.GetItems(new Tag(0x00400100))).GetString(Tags.Modality));
            yield return new DataSet().Set(Tags.PatientName, Vr.PN, "DEMO^PATIENT")
                .SetItems(new Tag(0x00400100), new DataSet().Set(Tags.Modality, Vr.CS, "CT").Set(new Tag(0x00400009), Vr.SH, "DEMO_STEP"));
        }
    }

    private sealed class FailingFind : DicomServerHandler
    {
        public List<Exception> Failures { get; } = [];

        public override ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop) => ValueTask.FromResult(DimseStatus.Success);

        public override IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancel) => throw new InvalidOperationException("a secret of the house");

        public override void Failed(Association? association, Exception fault) => Failures.Add(fault);
    }
}
