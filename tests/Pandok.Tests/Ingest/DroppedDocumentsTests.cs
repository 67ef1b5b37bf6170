using System.Buffers;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Ingest;
using Pandok.Studies;
using Pandok.Tests.Review;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Ingest;

/// <summary>Documents of a site that wants none: the sender is told, a note stays, and nothing is discarded in silence.</summary>
public sealed class DroppedDocumentsTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_dropped_document_is_told_to_its_sender_noted_once_and_kept_nowhere(Store store)
    {
        await using var scene = await HeldScene.OpenAsync(store);
        var officer = await scene.OfficerAsync();
        await SetAsync(officer, scene.Site.Id, "drop");
        // The study has an image too, so that it has a receipt.
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(HeldScene.File(2, "1.2.840.10008.5.1.4.1.1.2", "CT")));
        var study = await scene.Server.WithDatabaseAsync(db => db.Set<Study>().Select(row => row.Uid).SingleAsync());
        (string SopClass, string Name)[] kinds = [("1.2.840.10008.5.1.4.1.1.104.1", "PDF"), ("1.2.840.10008.5.1.4.1.1.104.2", "CDA"), ("1.2.840.10008.5.1.4.1.1.104.3", "STL")];
        foreach (var (kind, number) in kinds.Select((kind, number) => (kind, number)))
        {
            for (var again = 0; again < 2; again++)
            {
                var refused = Assert.IsType<ReceiveOutcome.Refused>(await scene.ReceiveAsync(Document(kind.SopClass, 20 + number)));
                Assert.Equal("documentDropped", refused.Code);
                Assert.DoesNotContain("PLANTED", refused.Detail);
            }
        }
        Assert.Empty(await scene.HeldAsync());
        Assert.Empty(scene.Speaking("PLANTED", "1.2.3.4.2"));
        var notes = await scene.Server.WithDatabaseAsync(db => db.Set<AuditEntry>().Where(row => row.Action == AuditAction.Dropped && row.Study == study).OrderBy(row => row.Seq).ToListAsync());
        Assert.Equal(3, notes.Count);
        var receipt = await officer.GetAsync($"/api/privacy/receipts/{study}").JsonAsync();
        Assert.Equal((1, 3), (receipt.GetProperty("instances").GetInt32(), receipt.GetProperty("dropped").GetArrayLength()));
        Assert.Contains(kinds[0].Name, receipt.GetProperty("dropped")[0].GetProperty("class").GetString());
        var coordinator = await scene.Server.SignInAsync(Role.Coordinator);
        var events = (await coordinator.GetAsync($"/api/studies/{study}/timeline").JsonAsync()).GetProperty("events").EnumerateArray().Select(one => one.GetProperty("kind").GetString());
        Assert.Equal(3, events.Count(kind => kind == "dropped"));
        var problem = (await coordinator.GetAsync("/api/coordinator/problems").JsonAsync()).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("code").GetString() == "documentDropped");
        Assert.Equal(6, problem.GetProperty("count").GetInt32());

        // Held again from the moment the officer says so.
        await SetAsync(officer, scene.Site.Id, "hold");
        Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(Document(kinds[0].SopClass, 20)));
        var deeds = await scene.Server.WithDatabaseAsync(db => db.Set<AuditEntry>().Where(row => row.Action == AuditAction.Administered && row.Detail!.Contains("documents")).OrderBy(row => row.Seq).Select(row => row.Detail).ToListAsync());
        Assert.Equal(["""{"what":"documentsDropped"}""", """{"what":"documentsHeld"}"""], deeds);
    }

    [Fact]
    public async Task A_web_sender_reads_of_each_document_that_it_was_not_stored_and_why()
    {
        await using var scene = await DoorScene.OpenAsync();
        var officer = await scene.Server.SignInAsync(Role.PrivacyOfficer);
        var site = (await officer.GetAsync("/api/privacy/sites").JsonAsync()).GetProperty("items")[0].GetProperty("id").GetGuid();
        await SetAsync(officer, site, "drop");
        var (status, body, warning) = await scene.StowAsync(Document("1.2.840.10008.5.1.4.1.1.104.1", 30));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("documentDropped", $"{warning}", StringComparison.Ordinal);
        var failed = JsonElement.Parse(body).GetProperty("00081198").GetProperty("Value")[0];
        Assert.Equal(0x0110, failed.GetProperty("00081197").GetProperty("Value")[0].GetInt32());
        var said = await scene.StorescuAsync(Document("1.2.840.10008.5.1.4.1.1.104.1", 30), "-xe");
        Assert.DoesNotContain("(Success)", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_officer_of_the_site_says_what_becomes_of_its_documents()
    {
        await using var server = await RunningServer.StartAsync();
        var (own, other) = (await server.AddSiteAsync("OWN"), await server.AddSiteAsync("OTHER"));
        var officer = await server.SignInAsync(Role.PrivacyOfficer, own.Id);
        Assert.Equal("badDocuments", await officer.PutAsJsonAsync($"/api/privacy/sites/{own.Id}/documents", new { }).CodeAsync(HttpStatusCode.BadRequest));
        await officer.PutAsJsonAsync($"/api/privacy/sites/{other.Id}/documents", new { documents = "drop" }).CodeAsync(HttpStatusCode.NotFound);
        Assert.Equal([DocumentPolicy.Hold, DocumentPolicy.Hold], await server.WithDatabaseAsync(db => db.Set<Site>().Select(site => site.Documents).ToListAsync()));
    }

    private static async Task SetAsync(HttpClient officer, Guid site, string documents) =>
        (await officer.PutAsJsonAsync($"/api/privacy/sites/{site}/documents", new { documents })).EnsureSuccessStatusCode();

    // As PS3.3 A.45 has it: no pixels, the document in one element.
    private static byte[] Document(string sopClass, int number)
    {
        var set = new DataSet()
            .Set(Tags.SOPClassUID, Vr.UI, sopClass).Set(Tags.SOPInstanceUID, Vr.UI, $"1.2.3.4.{number}").Set(Tags.StudyDate, Vr.DA, "20260102").Set(Tags.Modality, Vr.CS, "DOC")
            .Set(Tags.PatientName, Vr.PN, HeldScene.Name).Set(Tags.PatientID, Vr.LO, HeldScene.PatientId).Set(Tags.StudyInstanceUID, Vr.UI, "1.2.3.1").Set(Tags.SeriesInstanceUID, Vr.UI, "1.2.3.9");
        set.Set(DataElement.Of(new Tag(0x00420011), Vr.OB, "%PDF-1.4 PLANTED^GILDONG  "u8.ToArray()));
        var bytes = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(bytes, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(bytes, set, TransferSyntax.ExplicitLittleEndian);
        return bytes.WrittenSpan.ToArray();
    }
}
