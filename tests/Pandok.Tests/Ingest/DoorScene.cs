using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentify;
using Pandok.Devices;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Ingest;
using Pandok.Platform;
using Pandok.Planted;
using Pandok.Studies;
using Pandok.Tests.Devices;
using Pandok.Tests.Orders;

namespace Pandok.Tests.Ingest;

/// <summary>A server with one device, and a corpus of artificial patients to send through its doors.</summary>
internal sealed class DoorScene(RunningServer server, Site site, string key) : IAsyncDisposable
{
    public static Corpus Corpus { get; } = new(77);

    public RunningServer Server => server;
    public Site Site => site;
    public string Data => server.Options.Data;
    public Origin Origin => new(site.Id, Guid.NewGuid(), Door.Dimse, "127.0.0.1:1", "ROOM1");

    public static async Task<DoorScene> OpenAsync(Store store = Store.Sqlite, Func<PandokOptions, PandokOptions>? options = null)
    {
        var server = await RunningServer.StartAsync(store, options: options);
        var site = await server.AddSiteAsync("DOORS");
        var (_, key) = await OrderScene.AddDeviceAsync(server, new NewDevice(site.Id, "Room 1", "ROOM1"));
        return new DoorScene(server, site, key);
    }

    public static byte[] Planted(string name, int? seed = null) => (seed is { } other ? new Corpus(other) : Corpus).Objects.Single(one => one.Name == name).File.ToArray();

    public Task<ReceiveOutcome> ReceiveAsync(byte[] file, CancellationToken stop = default) => ReceiveAsync(new MemoryStream(file), stop);

    public Task<ReceiveOutcome> ReceiveAsync(Stream file, CancellationToken stop = default) => server.Services.GetRequiredService<InstanceIntake>().ReceiveAsync(file, null, Origin, stop);

    /// <summary>By DCMTK, as any modality would.</summary>
    public async Task<string> StorescuAsync(byte[] file, params string[] options)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["one.dcm"], file);
        var (_, said) = await Peer.RunAsync("storescu", ["-v", "-aet", "ROOM1", "-aec", "PANDOK", .. options, "127.0.0.1", $"{server.Services.GetRequiredService<DicomDoor>().Port}", folder["one.dcm"]]);
        return said;
    }

    public async Task<(HttpStatusCode Status, string Body, string Warning)> StowAsync(byte[] file)
    {
        using var client = server.NewClient(cookies: false);
        using var part = new ByteArrayContent(file);
        part.Headers.ContentType = new("application/dicom");
        using var body = new MultipartContent("related", "b") { part };
        body.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/dicom\""));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dicom-web/studies") { Content = body };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.TryGetValues("Warning", out var warnings) ? string.Join(' ', warnings) : "");
    }

    public Task<List<HeldInstance>> HeldAsync() => server.WithDatabaseAsync(db => db.Set<HeldInstance>().AsNoTracking().OrderBy(row => row.HeldAt).ToListAsync());

    /// <summary>The only archived file, and its receipt.</summary>
    public async Task<(byte[] File, JsonElement Receipt)> ArchivedAsync()
    {
        var instance = await server.WithDatabaseAsync(db => db.Set<Instance>().AsNoTracking().SingleAsync());
        var body = await server.WithDatabaseAsync(db => db.Set<InstanceReceiptRow>().AsNoTracking().Where(row => row.InstanceUid == instance.Uid).Select(row => row.Body).SingleAsync());
        return (await File.ReadAllBytesAsync(Path.Combine(Data, "objects", instance.ObjectKey)), JsonElement.Parse(body));
    }

    /// <summary>What lies in the data folder below these names.</summary>
    public IReadOnlyList<string> FilesIn(params string[] folders) =>
        [.. folders.Select(folder => Path.Combine(Data, folder)).Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))];

    public static async Task<DicomHeader> HeaderAsync(byte[] file) => await new DicomReader(new MemoryStream(file)).ReadFileAsync(default);

    public static async Task<byte[]> PixelsAsync(byte[] file)
    {
        var reader = new DicomReader(new MemoryStream(file));
        await reader.ReadFileAsync(default);
        using var pixels = new MemoryStream();
        await reader.CopyPixelDataAsync(pixels, default);
        return pixels.ToArray();
    }

    /// <summary>Decoded frames as they are stored.</summary>
    public static async Task<IReadOnlyList<DecodedFrame>> FramesAsync(byte[] file)
    {
        var frames = await FrameSource.OpenAsync(new MemoryStream(file), default);
        var decoded = new List<DecodedFrame>();
        for (var i = 0; i < frames.Count; i++)
            decoded.Add(FrameDecoder.DecodeFrame(frames.Header.Syntax.Uid, (await frames.ReadAsync(i, default)).Span, frames.Layout, new DecodeOptions { Colour = ColourRule.AsStored }));
        return decoded;
    }

    /// <summary>Drawn ink is far brighter than the artificial picture, whose noise ends at seven tenths.</summary>
    public static bool IsReadable(IReadOnlyList<DecodedFrame> frames, BurnedText text)
    {
        var (frame, bright) = (frames[text.Frame], 0);
        for (var y = text.Y; y < text.Y + text.Height; y++)
        {
            for (var x = text.X; x < text.X + text.Width; x++)
            {
                if (frame.Samples[(y * frame.Layout.Columns + x) * frame.Layout.SamplesPerPixel] > 240) bright++;
            }
        }
        return bright > text.Width * text.Height / 50;
    }

    /// <summary>The object with another data set before the same pixels.</summary>
    public static async Task<byte[]> ChangedAsync(byte[] file, Action<DataSet> change)
    {
        var (header, pixels) = (await HeaderAsync(file), await PixelsAsync(file));
        change(header.DataSet);
        var bytes = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(bytes, header.DataSet, header.Syntax);
        DicomWriter.WriteDataSet(bytes, header.DataSet, header.Syntax);
        if (header.Pixels is { } head) DicomWriter.WritePixelDataHead(bytes, head, header.Syntax);
        bytes.Write(pixels);
        return bytes.WrittenSpan.ToArray();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
