using System.Collections.Concurrent;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>Our client asks DCMTK's dcmqrscp (FIND, MOVE, GET) and wlmscpfs (worklist).</summary>
public sealed class QueryClientTests : IDisposable
{
    private const string Chest = "data/chest-ct/ricord-1a-covid-dicom";
    private static readonly Tag Level = new(0x00080052);
    private static readonly TransferSyntax Lossless = TransferSyntax.Find("1.2.840.10008.1.2.4.70")!;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Dcmqrscp_is_searched_moved_from_and_got_from()
    {
        var received = new RecordingHandler();
        await using var us = DicomServer.Start(new DicomServerOptions { AeTitle = "PANDOK" }, received);
        var port = Dcmtk.FreePort();
        var store = folder.CreateSubdirectory("store");
        var config = Path.Combine(folder.FullName, "dcmqrscp.cfg");
        await File.WriteAllTextAsync(config, $"""
            NetworkTCPPort = {port}
            MaxPDUSize = 131072
            MaxAssociations = 16
            HostTable BEGIN
            pandok = (PANDOK, 127.0.0.1, {us.EndPoint.Port})
            HostTable END
            VendorTable BEGIN
            VendorTable END
            AETable BEGIN
            ARCHIVE {store.FullName} RW (200, 1024mb) ANY
            AETable END

            """);
        using var archive = Dcmtk.StartPeer("dcmqrscp", "+xs", "-xs", "-c", config);
        try
        {
            await Dcmtk.AwaitAsync(port);
            var (study, series, instances) = await FillAsync(port);
            await using var client = await DicomClient.ConnectAsync(Options(port, "ARCHIVE") with
            {
                Contexts = PresentationContext.Propose([
                    (SopClasses.StudyRootFind, TransferSyntax.ExplicitLittleEndian), (SopClasses.PatientRootFind, TransferSyntax.ImplicitLittleEndian),
                    (SopClasses.StudyRootMove, TransferSyntax.ImplicitLittleEndian), (SopClasses.StudyRootGet, TransferSyntax.ImplicitLittleEndian), (Uids.CTImageStorage, Lossless)]),
                Roles = [new RoleSelection(Uids.CTImageStorage, Scu: true, Scp: true)],
            }, default);
            Assert.Equal(new RoleSelection(Uids.CTImageStorage, true, true), Assert.Single(client.Association.Roles));

            var found = new List<string>();
            await foreach (var match in client.FindAsync(SopClasses.StudyRootFind, Key("IMAGE", study).Set(Tags.SeriesInstanceUID, Vr.UI, series).Set(Tags.SOPInstanceUID, Vr.UI, ""), default)) found.Add(match.GetString(Tags.SOPInstanceUID)!);
            Assert.Equal(instances.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

            // Left early: cancelled, and the association is free for the next.
            await foreach (var _ in client.FindAsync(SopClasses.StudyRootFind, Key("IMAGE", study).Set(Tags.SeriesInstanceUID, Vr.UI, series).Set(Tags.SOPInstanceUID, Vr.UI, ""), default)) break;

            var steps = new List<SubOperations>();
            var moved = await client.MoveAsync(SopClasses.StudyRootMove, Key("STUDY", study), "PANDOK", steps.Add, default);
            Assert.Equal(DimseStatus.Success.Code, moved.Status.Code);
            Assert.Equal(instances.Count, moved.SubOperations.Completed);
            Assert.NotEmpty(steps);
            Assert.Equal(instances.Order(StringComparer.Ordinal), received.Stored.Select(stored => stored.Request.SopInstanceUid).Order(StringComparer.Ordinal));
            Assert.All(received.Stored, stored => Assert.Equal("TESTER", stored.Request.MoveOriginator?.Ae));

            var got = new ConcurrentBag<(string Instance, long Length)>();
            var result = await client.GetAsync(SopClasses.StudyRootGet, Key("STUDY", study), async (request, stop) =>
            {
                var bytes = new MemoryStream();
                await request.DataSet.CopyToAsync(bytes, stop);
                got.Add((request.SopInstanceUid, bytes.Length));
                return DimseStatus.Success;
            }, null, default);
            Assert.Equal(DimseStatus.Success.Code, result.Status.Code);
            Assert.Equal(instances.Order(StringComparer.Ordinal), got.Select(one => one.Instance).Order(StringComparer.Ordinal));
            Assert.All(got, one => Assert.True(one.Length > 1000));

            var unknown = await client.MoveAsync(SopClasses.StudyRootMove, Key("STUDY", study), "NOBODY", null, default);
            Assert.Equal(DimseStatus.MoveDestinationUnknown.Code, unknown.Status.Code);
            await client.ReleaseAsync(default);
        }
        finally
        {
            archive.Kill();
        }
    }

    [Fact]
    public async Task A_worklist_of_wlmscpfs_is_read()
    {
        const string Examples = "/usr/share/doc/dcmtk/examples/wlistdb/OFFIS";
        if (!Directory.Exists(Examples)) Assert.Skip("NOT TESTED: the worklist examples of package dcmtk are absent");
        var list = folder.CreateSubdirectory("wl/OFFIS");
        foreach (var dump in Directory.GetFiles(Examples, "*.dump")) await Dcmtk.RunAsync("dump2dcm", dump, Path.Combine(list.FullName, Path.GetFileNameWithoutExtension(dump) + ".wl"));
        await File.WriteAllTextAsync(Path.Combine(list.FullName, "lockfile"), "");
        var port = Dcmtk.FreePort();
        using var peer = Dcmtk.StartPeer("wlmscpfs", "-dfp", list.Parent!.FullName, port.ToString());
        try
        {
            await Dcmtk.AwaitAsync(port);
            await using var client = await DicomClient.ConnectAsync(Options(port, "OFFIS") with { Contexts = PresentationContext.Propose([(SopClasses.ModalityWorklistFind, TransferSyntax.ExplicitLittleEndian)]) }, default);
            var all = await StepsAsync(client, "");
            var ct = await StepsAsync(client, "CT");
            Assert.Equal(10, all.Count);
            Assert.InRange(ct.Count, 1, 9);
            Assert.All(ct, step => Assert.Equal("CT", step));
            await client.ReleaseAsync(default);
        }
        finally
        {
            peer.Kill();
        }
    }

    private static async Task<List<string?>> StepsAsync(DicomClient client, string modality)
    {
        var query = new DataSet().Set(Tags.PatientName, Vr.PN, "").SetItems(new Tag(0x00400100), new DataSet().Set(Tags.Modality, Vr.CS, modality).Set(new Tag(0x00400002), Vr.DA, ""));
        var steps = new List<string?>();
        await foreach (var match in client.FindAsync(SopClasses.ModalityWorklistFind, query, default)) steps.Add(match.GetItems(new Tag(0x00400100))[0].GetString(Tags.Modality));
        return steps;
    }

    private static DataSet Key(string level, string study) => new DataSet().Set(Level, Vr.CS, level).Set(Tags.StudyInstanceUID, Vr.UI, study);

    private static DicomClientOptions Options(int port, string called) => new() { Host = "127.0.0.1", Port = port, CallingAe = "TESTER", CalledAe = called };

    private static async Task<(string Study, string Series, List<string> Instances)> FillAsync(int port)
    {
        var instances = new List<string>();
        var (study, series) = ("", "");
        await using var client = await DicomClient.ConnectAsync(Options(port, "ARCHIVE") with { Contexts = PresentationContext.Propose([(Uids.CTImageStorage, Lossless)]) }, default);
        foreach (var file in Directory.GetFiles(SharedData.Folder(Chest), "*.dcm").Order(StringComparer.Ordinal).Take(4))
        {
            await using var stream = File.OpenRead(file);
            var (_, _, start) = await DicomReader.ReadMetaAsync(stream, default);
            stream.Position = 0;
            var set = (await new DicomReader(stream).ReadFileAsync(default)).DataSet;
            stream.Position = start;
            instances.Add(set.GetString(Tags.SOPInstanceUID)!);
            (study, series) = (set.GetString(Tags.StudyInstanceUID)!, set.GetString(Tags.SeriesInstanceUID)!);
            Assert.Equal(DimseStatus.Success, await client.StoreAsync(Uids.CTImageStorage, instances[^1], Lossless, stream, default));
        }
        await client.ReleaseAsync(default);
        return (study, series, instances);
    }
}
