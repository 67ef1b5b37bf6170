using System.Buffers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Devices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Ingest;
using Pandok.Platform;
using Pandok.Studies;

namespace Pandok.Tests.Review;

/// <summary>A server whose profile holds every high-risk image for a person, with invented captures that name their patient in header and pixels.</summary>
internal sealed class HeldScene(RunningServer server, Site site, Origin origin) : IAsyncDisposable
{
    public const string Name = "PLANTED^GILDONG", PatientId = "PLANTED-4711", Capture = "1.2.840.10008.5.1.4.1.1.7";
    public const int Side = 64;

    public RunningServer Server => server;
    public Site Site => site;
    public Origin Origin => origin;

    public static async Task<HeldScene> OpenAsync(Store store = Store.Sqlite, Func<PandokOptions, PandokOptions>? options = null)
    {
        var server = await RunningServer.StartAsync(store, options: before => (options ?? (same => same))(before with { Profile = "public" }));
        var site = await server.AddSiteAsync("HELD");
        return new HeldScene(server, site, new Origin(site.Id, Guid.NewGuid(), Door.Dimse, "127.0.0.1:1", "ROOM1"));
    }

    public Task<ReceiveOutcome> ReceiveAsync(byte[] file, Origin? from = null) =>
        server.Services.GetRequiredService<InstanceIntake>().ReceiveAsync(new MemoryStream(file), null, from ?? origin, default);

    public Task<List<HeldInstance>> HeldAsync() => server.WithDatabaseAsync(db => db.Set<HeldInstance>().AsNoTracking().OrderBy(row => row.HeldAt).ToListAsync());

    public Task<HttpClient> OfficerAsync(params Guid[] sites) => server.SignInAsync(Role.PrivacyOfficer, sites);

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>A capture, grey, with a white bar where a name would stand; its 8 bits come native, so that every byte can be looked at.</summary>
    public static byte[] File(int number = 1, string sopClass = Capture, string modality = "OT", int frames = 1, string? description = null, Action<DataSet>? more = null)
    {
        var set = new DataSet()
            .Set(Tags.SOPClassUID, Vr.UI, sopClass).Set(Tags.SOPInstanceUID, Vr.UI, $"1.2.3.4.{number}").Set(Tags.StudyDate, Vr.DA, "20260102").Set(Tags.Modality, Vr.CS, modality)
            .Set(Tags.Manufacturer, Vr.LO, "ACME").Set(new Tag(0x00081090), Vr.LO, "Capture 3").Set(Tags.AccessionNumber, Vr.SH, "ACC-PLANTED")
            .Set(Tags.PatientName, Vr.PN, Name).Set(Tags.PatientID, Vr.LO, PatientId).Set(Tags.StudyInstanceUID, Vr.UI, "1.2.3.1").Set(Tags.SeriesInstanceUID, Vr.UI, "1.2.3.2")
            .Set(Tags.InstanceNumber, Vr.IS, $"{number}").Set(Tags.BodyPartExamined, Vr.CS, "CHEST").SetIntegers(Tags.SamplesPerPixel, Vr.US, 1).Set(Tags.PhotometricInterpretation, Vr.CS, "MONOCHROME2")
            .Set(Tags.NumberOfFrames, Vr.IS, $"{frames}").SetIntegers(Tags.Rows, Vr.US, Side).SetIntegers(Tags.Columns, Vr.US, Side)
            .SetIntegers(Tags.BitsAllocated, Vr.US, 8).SetIntegers(Tags.BitsStored, Vr.US, 8).SetIntegers(Tags.HighBit, Vr.US, 7).SetIntegers(Tags.PixelRepresentation, Vr.US, 0);
        if (description is not null) set.Set(Tags.StudyDescription, Vr.LO, description);
        more?.Invoke(set);
        var bytes = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(bytes, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(bytes, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WritePixelDataHead(bytes, new PixelDataHead(Tags.PixelData, Vr.OB, frames * Side * Side), TransferSyntax.ExplicitLittleEndian);
        for (var i = 0; i < frames * Side * Side; i++) bytes.Write([Pixel(i % Side, i / Side % Side)]);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The bar lies in columns 8 to 39 and rows 4 to 11.</summary>
    public static byte Pixel(int x, int y) => x is >= 8 and < 40 && y is >= 4 and < 12 ? (byte)255 : (byte)(40 + (x + y) % 100);

    /// <summary>An encapsulated PDF, which nothing cleans.</summary>
    public static byte[] Document() => File(9, "1.2.840.10008.5.1.4.1.1.104.1", "DOC");

    /// <summary>Files in the data folder, or the databases' bytes in it, that hold a word in clear.</summary>
    public IReadOnlyList<string> Speaking(params string[] words)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return [.. Directory.EnumerateFiles(server.Options.Data, "*", SearchOption.AllDirectories).Where(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return words.Any(word => new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode }.Any(encoding => memory.GetBuffer().AsSpan(0, (int)memory.Length).IndexOf(encoding.GetBytes(word)) >= 0));
        })];
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
