using System.Text.Json;
using Pandok.Audit;
using Pandok.Devices;
using Pandok.Tests.Orders;

namespace Pandok.Tests.Devices;

/// <summary>Query and retrieve with DCMTK: findscu, getscu, movescu, and storescp and dcmqrscp as destinations; what came is read by pydicom.</summary>
public sealed class QueryRetrieveTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Every_level_is_found_without_a_name_in_it(Store store)
    {
        await using var archive = await ArchiveScene.OpenAsync(store, attributes: new { PatientName = "홍^길동", AccessionNumber = "ACC-1" });
        var study = await archive.StudyAsync();
        var patient = Assert.Single(await FindAsync(archive, "-P", "QueryRetrieveLevel=PATIENT", "PatientID", "PatientName", "NumberOfPatientRelatedInstances"));
        Assert.Equal((study.Pseudonym, "3", "PATIENT"), (Text(patient, "PatientID"), Text(patient, "NumberOfPatientRelatedInstances"), Text(patient, "QueryRetrieveLevel")));
        Assert.DoesNotContain("길동", Text(patient, "PatientName"));
        var found = Assert.Single(await FindAsync(archive, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID", "StudyDate", "AccessionNumber", "ModalitiesInStudy", "NumberOfStudyRelatedInstances"));
        Assert.Equal((study.Uid, study.StudyDate, study.Accession, "CT", "3"), (Text(found, "StudyInstanceUID"), Text(found, "StudyDate"), Text(found, "AccessionNumber"), Text(found, "ModalitiesInStudy"), Text(found, "NumberOfStudyRelatedInstances")));
        Assert.Equal("PANDOK", Text(found, "RetrieveAETitle"));
        var series = Assert.Single(await FindAsync(archive, "-S", "QueryRetrieveLevel=SERIES", $"StudyInstanceUID={study.Uid}", "SeriesInstanceUID", "Modality=C?"));
        var images = await FindAsync(archive, "-S", "QueryRetrieveLevel=IMAGE", $"StudyInstanceUID={study.Uid}", $"SeriesInstanceUID={Text(series, "SeriesInstanceUID")}", "SOPInstanceUID", "InstanceNumber", "Rows");
        Assert.Equal(["1", "2", "3"], images.Select(image => Text(image, "InstanceNumber")));

        Assert.Single(await FindAsync(archive, "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID=1.2.3\\{study.Uid}"));
        Assert.Single(await FindAsync(archive, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID", $"PatientID={study.Pseudonym[..6]}*"));
        Assert.Single(await FindAsync(archive, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID", $"StudyDate={study.StudyDate}-"));
        Assert.Empty(await FindAsync(archive, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID", "StudyDate=20300101-"));
        Assert.Empty(await FindAsync(archive, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID", "PatientID=DEMO-1"));
        Assert.Empty(await FindAsync(archive, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID", "ModalitiesInStudy=MR"));
        Assert.Contains("A900", await RefusedAsync(archive, "-S", "QueryRetrieveLevel=SERIES", "SeriesInstanceUID"));
        Assert.Contains("A900", await RefusedAsync(archive, "-S", "QueryRetrieveLevel=PATIENT", "PatientID"));
        Assert.Contains(AuditAction.Viewed, await archive.Scene.TrailAsync());
    }

    [Fact]
    public async Task Getscu_takes_what_is_archived_and_nothing_of_the_patient()
    {
        await using var archive = await ArchiveScene.OpenAsync(attributes: new { PatientName = "홍^길동" });
        var study = await archive.StudyAsync();
        Directory.CreateDirectory(archive.Folder["got"]);
        var (code, said) = await Peer.RunAsync("getscu", "-v", "-S", "-od", archive.Folder["got"], "-aet", "ROOM1", "-aec", "PANDOK", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study.Uid}", "127.0.0.1", $"{archive.Port}");
        Assert.True(code == 0, said);
        await AreOursAsync(archive, "got", study.Pseudonym);
        Assert.Contains(AuditAction.Viewed, await archive.Scene.TrailAsync());
    }

    [Fact]
    public async Task Movescu_brings_it_to_a_registered_device_and_to_no_other()
    {
        await using var archive = await ArchiveScene.OpenAsync();
        var study = await archive.StudyAsync();
        var (plain, implicitOnly) = (Peer.FreePort(), Peer.FreePort());
        await OrderScene.AddDeviceAsync(archive.Scene.Server, new NewDevice(archive.Scene.Site.Id, "Viewer", "VIEWER", "127.0.0.1", plain));
        await OrderScene.AddDeviceAsync(archive.Scene.Server, new NewDevice(archive.Scene.Site.Id, "Old viewer", "OLDVIEWER", "127.0.0.1", implicitOnly));
        var other = await archive.Scene.Server.AddSiteAsync("BBB");
        await OrderScene.AddDeviceAsync(archive.Scene.Server, new NewDevice(other.Id, "Room 9", "ROOM9", "127.0.0.1", plain));
        foreach (var (ae, port, options) in new (string, int, string[])[] { ("VIEWER", plain, ["+xa"]), ("OLDVIEWER", implicitOnly, ["+xi"]) })
        {
            var to = Directory.CreateDirectory(archive.Folder[ae]).FullName;
            using var receiver = await Peer.StayAsync(port, "storescp", ["-od", to, "-aet", ae, .. options, $"{port}"]);
            var (code, said) = await MoveAsync(archive, ae, study.Uid);
            Assert.True(code == 0, said);
            await AreOursAsync(archive, ae, study.Pseudonym);
        }
        foreach (var stranger in new[] { "NOBODY", "ROOM9" }) Assert.Contains("MoveDestinationUnknown", (await MoveAsync(archive, stranger, study.Uid)).Output.Replace(" ", "", StringComparison.Ordinal).Replace("0xa801", "MoveDestinationUnknown", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_archive_of_DCMTK_is_a_destination()
    {
        await using var archive = await ArchiveScene.OpenAsync();
        var port = Peer.FreePort();
        await OrderScene.AddDeviceAsync(archive.Scene.Server, new NewDevice(archive.Scene.Site.Id, "Archive", "DCMTKQR", "127.0.0.1", port));
        var store = Directory.CreateDirectory(archive.Folder["qr"]).FullName;
        await File.WriteAllTextAsync(archive.Folder["qr.cfg"], $"NetworkTCPPort = {port}\nMaxPDUSize = 16384\nMaxAssociations = 16\nHostTable BEGIN\nHostTable END\nVendorTable BEGIN\nVendorTable END\nAETable BEGIN\nDCMTKQR {store} RW (200, 1024mb) ANY\nAETable END\n");
        using var peer = await Peer.StayAsync(port, "dcmqrscp", "-c", archive.Folder["qr.cfg"]);
        var (code, said) = await MoveAsync(archive, "DCMTKQR", (await archive.StudyAsync()).Uid);
        Assert.True(code == 0, said);
        Assert.Equal(3, Directory.GetFiles(store).Count(file => !file.EndsWith("index.dat", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_was_not_allowed_or_is_of_another_site_gets_nothing()
    {
        await using var archive = await ArchiveScene.OpenAsync(mayRetrieve: false);
        var study = await archive.StudyAsync();
        Assert.Contains("0124", await RefusedAsync(archive, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID"));
        await Peer.RunAsync("getscu", "-S", "-od", Directory.CreateDirectory(archive.Folder["got"]).FullName, "-aet", "ROOM1", "-aec", "PANDOK", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study.Uid}", "127.0.0.1", $"{archive.Port}");
        Assert.Empty(Directory.GetFiles(archive.Folder["got"]));
        var other = await archive.Scene.Server.AddSiteAsync("BBB");
        await OrderScene.AddDeviceAsync(archive.Scene.Server, new NewDevice(other.Id, "Room 9", "ROOM9", MayRetrieve: true));
        Assert.Empty(await FindAsync(archive, "-S", ["QueryRetrieveLevel=STUDY", $"StudyInstanceUID={study.Uid}"], "ROOM9"));
    }

    private static async Task AreOursAsync(ArchiveScene archive, string folder, string pseudonym)
    {
        var came = await Peer.ReadAsync(Directory.GetFiles(archive.Folder[folder]).Order());
        Assert.Equal(3, came.Count);
        Assert.All(came, one => Assert.Equal((pseudonym, "16"), (Text(one, "PatientID"), Text(one, "Rows"))));
        // The pixels are those that were sent: 512 bytes each, found in what came.
        var sent = archive.Files.Select(file => Convert.ToHexString(File.ReadAllBytes(file)[^512..])).Order().ToList();
        Assert.Equal(sent, Directory.GetFiles(archive.Folder[folder]).Select(file => Convert.ToHexString(File.ReadAllBytes(file)[^512..])).Order());
    }

    private static Task<(int Code, string Output)> MoveAsync(ArchiveScene archive, string to, string study) =>
        Peer.RunAsync("movescu", "-v", "-S", "-aet", "ROOM1", "-aec", "PANDOK", "-aem", to, "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study}", "127.0.0.1", $"{archive.Port}");

    private static Task<IReadOnlyList<JsonElement>> FindAsync(ArchiveScene archive, string model, params string[] keys) => FindAsync(archive, model, keys, "ROOM1");

    private static async Task<IReadOnlyList<JsonElement>> FindAsync(ArchiveScene archive, string model, string[] keys, string ae)
    {
        using var folder = new TemporaryFolder();
        var (code, said) = await Peer.RunAsync("findscu", ["-v", model, "-X", "-od", folder.Path, "-aet", ae, "-aec", "PANDOK", .. keys.SelectMany(key => new[] { "-k", key }), "127.0.0.1", $"{archive.Port}"]);
        Assert.True(code == 0 && said.Contains("Success", StringComparison.Ordinal), said);
        return await Peer.ReadAsync(Directory.GetFiles(folder.Path, "*.dcm").Order());
    }

    private static async Task<string> RefusedAsync(ArchiveScene archive, string model, params string[] keys)
    {
        var (_, said) = await Peer.RunAsync("findscu", ["-d", model, "-aet", "ROOM1", "-aec", "PANDOK", .. keys.SelectMany(key => new[] { "-k", key }), "127.0.0.1", $"{archive.Port}"]);
        return said.Replace("0xa900", "A900", StringComparison.OrdinalIgnoreCase).Replace("0x0124", "0124", StringComparison.Ordinal);
    }

    private static string? Text(JsonElement element, string keyword) => element.TryGetProperty(keyword, out var value) ? value.GetString() : null;
}
