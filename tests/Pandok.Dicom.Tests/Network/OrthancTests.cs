using System.Net.Http.Json;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>Orthanc as receiver and as the one who sends, searches and has things moved, driven by its REST interface.</summary>
public sealed class OrthancTests : IDisposable
{
    private const string Chest = "data/chest-ct/ricord-1a-covid-dicom";
    private static readonly TransferSyntax Lossless = TransferSyntax.Find("1.2.840.10008.1.2.4.70")!;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Orthanc_receives_sends_searches_and_retrieves()
    {
        var (http, dicom) = (Dcmtk.FreePort(), Dcmtk.FreePort());
        var store = folder.CreateSubdirectory("ours");
        var archive = new FolderArchive(store.FullName);
        archive.Destinations["ORTHANC"] = new DicomClientOptions { Host = "127.0.0.1", Port = dicom, CallingAe = "PANDOK", CalledAe = "ORTHANC" };
        await using var server = DicomServer.Start(FolderArchive.Options with { AeTitle = "PANDOK" }, archive);
        var config = Path.Combine(folder.FullName, "orthanc.json");
        await File.WriteAllTextAsync(config, $$"""
            {
              "Name": "Peer", "StorageDirectory": "{{folder.FullName}}/orthanc", "IndexDirectory": "{{folder.FullName}}/orthanc",
              "HttpPort": {{http}}, "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "Plugins": [],
              "DicomAet": "ORTHANC", "DicomPort": {{dicom}}, "DicomCheckCalledAet": true,
              "DicomModalities": { "pandok": ["PANDOK", "127.0.0.1", {{server.EndPoint.Port}}], "tester": ["TESTER", "127.0.0.1", {{server.EndPoint.Port}}] }
            }
            """);
        using var orthanc = Dcmtk.StartPeer("Orthanc", config);
        try
        {
            await Dcmtk.AwaitAsync(http);
            await Dcmtk.AwaitAsync(dicom);
            using var rest = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") };

            // To Orthanc.
            var (study, sent) = await SendAsync(dicom);
            Assert.Equal(sent.Count, (await GetAsync(rest, "/instances")).GetArrayLength());

            // Ours searches and gets there.
            await using (var client = await DicomClient.ConnectAsync(Options(dicom) with
            {
                Contexts = PresentationContext.Propose([(SopClasses.StudyRootFind, TransferSyntax.ImplicitLittleEndian), (SopClasses.StudyRootGet, TransferSyntax.ImplicitLittleEndian), (Uids.CTImageStorage, Lossless)]),
                Roles = [new RoleSelection(Uids.CTImageStorage, Scu: true, Scp: true)],
            }, default))
            {
                var found = new List<string?>();
                await foreach (var match in client.FindAsync(SopClasses.StudyRootFind, new DataSet().Set(new Tag(0x00080052), Vr.CS, "STUDY").Set(Tags.StudyInstanceUID, Vr.UI, ""), default)) found.Add(match.GetString(Tags.StudyInstanceUID));
                Assert.Equal([study], found);
                var got = new List<string>();
                var result = await client.GetAsync(SopClasses.StudyRootGet, new DataSet().Set(new Tag(0x00080052), Vr.CS, "STUDY").Set(Tags.StudyInstanceUID, Vr.UI, study), async (request, stop) =>
                {
                    await request.DataSet.CopyToAsync(Stream.Null, stop);
                    got.Add(request.SopInstanceUid);
                    return DimseStatus.Success;
                }, null, default);
                Assert.Equal(DimseStatus.Success.Code, result.Status.Code);
                Assert.Equal(sent.Order(StringComparer.Ordinal), got.Order(StringComparer.Ordinal));
                await client.ReleaseAsync(default);
            }

            await CommitBothWaysAsync(rest, archive, dicom, sent);

            // From Orthanc: C-ECHO, C-STORE.
            await PostAsync(rest, "/modalities/pandok/echo", new { });
            var id = (await GetAsync(rest, "/studies"))[0].GetString();
            await PostAsync(rest, "/modalities/pandok/store", new { Resources = new[] { id }, Synchronous = true });
            Assert.Equal(sent.Count, store.GetFiles("*.dcm").Length);

            // Orthanc forgets, finds it at ours and has it moved back.
            (await rest.DeleteAsync(new Uri($"/studies/{id}", UriKind.Relative))).EnsureSuccessStatusCode();
            Assert.Equal(0, (await GetAsync(rest, "/instances")).GetArrayLength());
            var query = await PostAsync(rest, "/modalities/pandok/query", new { Level = "Study", Query = new { StudyInstanceUID = study } });
            var path = query.GetProperty("Path").GetString();
            Assert.Equal(1, (await GetAsync(rest, $"{path}/answers")).GetArrayLength());
            await PostAsync(rest, $"{path}/answers/0/retrieve", new { TargetAet = "ORTHANC", Synchronous = true });
            Assert.Equal(sent.Count, (await GetAsync(rest, "/instances")).GetArrayLength());
            Assert.Empty(archive.Failures);
        }
        finally
        {
            orthanc.Kill();
            await orthanc.WaitForExitAsync();
        }
    }

    private static async Task CommitBothWaysAsync(HttpClient rest, FolderArchive archive, int dicom, List<string> sent)
    {
        // Ours asks, Orthanc reports on an association of its own.
        var references = sent.Select(uid => new DataSet().Set(new Tag(0x00081150), Vr.UI, Uids.CTImageStorage).Set(new Tag(0x00081155), Vr.UI, uid)).ToList();
        var transaction = Uids.Create();
        await using (var client = await DicomClient.ConnectAsync(Options(dicom) with { CallingAe = "PANDOK", Contexts = PresentationContext.Propose([(SopClasses.StorageCommitment, TransferSyntax.ExplicitLittleEndian)]) }, default))
        {
            var request = new DataSet().Set(new Tag(0x00081195), Vr.UI, transaction).SetItems(new Tag(0x00081199), [.. references]);
            Assert.Equal(DimseStatus.Success, (await client.ActionAsync(SopClasses.StorageCommitment, SopClasses.StorageCommitmentInstance, 1, request, default)).Status);
            await client.ReleaseAsync(default);
        }
        using var limit = new CancellationTokenSource(Pdus.Patience);
        var report = await archive.Reports.Reader.ReadAsync(limit.Token);
        Assert.Equal((transaction, 1), (report.DataSet!.GetString(new Tag(0x00081195)), (int)report.TypeId));
        Assert.Equal(sent.Count, report.DataSet!.GetItems(new Tag(0x00081199)).Count);
        Assert.True(report.Association.Contexts.Values.All(context => context.RequestorIsScp));

        // Orthanc asks, ours reports with the roles reversed.
        var asked = await PostAsync(rest, "/modalities/pandok/storage-commitment", new { DicomInstances = sent.Select(uid => new[] { Uids.CTImageStorage, uid }) });
        var action = await archive.Reports.Reader.ReadAsync(limit.Token);
        Assert.Equal(1, action.TypeId);
        await using (var client = await DicomClient.ConnectAsync(Options(dicom) with
        {
            CallingAe = "PANDOK",
            Contexts = PresentationContext.Propose([(SopClasses.StorageCommitment, TransferSyntax.ExplicitLittleEndian)]),
            Roles = [new RoleSelection(SopClasses.StorageCommitment, Scu: false, Scp: true)],
        }, default))
        {
            var result = new DataSet().Set(new Tag(0x00081195), Vr.UI, action.DataSet!.GetString(new Tag(0x00081195))!).SetItems(new Tag(0x00081199), [.. references]);
            Assert.Equal(DimseStatus.Success.Code, (await client.EventReportAsync(SopClasses.StorageCommitment, SopClasses.StorageCommitmentInstance, 1, result, default)).Status.Code);
            await client.ReleaseAsync(default);
        }
        Assert.Equal("Success", (await GetAsync(rest, asked.GetProperty("Path").GetString()!)).GetProperty("Status").GetString());
    }

    private static DicomClientOptions Options(int port) => new() { Host = "127.0.0.1", Port = port, CallingAe = "TESTER", CalledAe = "ORTHANC" };

    private static async Task<(string Study, List<string> Instances)> SendAsync(int port)
    {
        var (study, instances) = ("", new List<string>());
        await using var client = await DicomClient.ConnectAsync(Options(port) with { Contexts = PresentationContext.Propose([(Uids.CTImageStorage, Lossless)]) }, default);
        foreach (var file in Directory.GetFiles(SharedData.Folder(Chest), "*.dcm").Order(StringComparer.Ordinal).Take(3))
        {
            await using var stream = File.OpenRead(file);
            var (_, _, start) = await DicomReader.ReadMetaAsync(stream, default);
            stream.Position = 0;
            var set = (await new DicomReader(stream).ReadFileAsync(default)).DataSet;
            stream.Position = start;
            study = set.GetString(Tags.StudyInstanceUID)!;
            instances.Add(set.GetString(Tags.SOPInstanceUID)!);
            Assert.Equal(DimseStatus.Success, await client.StoreAsync(Uids.CTImageStorage, instances[^1], Lossless, stream, default));
        }
        await client.ReleaseAsync(default);
        return (study, instances);
    }

    private static async Task<JsonElement> GetAsync(HttpClient rest, string path) => await rest.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    private static async Task<JsonElement> PostAsync(HttpClient rest, string path, object body)
    {
        using var response = await rest.PostAsync(new Uri(path, UriKind.Relative), JsonContent.Create(body, options: new JsonSerializerOptions()));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
