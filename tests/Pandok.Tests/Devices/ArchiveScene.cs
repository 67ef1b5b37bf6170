using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Devices;
using Pandok.Ingest;
using Pandok.Studies;
using Pandok.Tests.Orders;

namespace Pandok.Tests.Devices;

/// <summary>A server with a study of three CT slices, made by pydicom and sent by storescu.</summary>
internal sealed class ArchiveScene(OrderScene scene, TemporaryFolder folder) : IAsyncDisposable
{
    public const string Slice = "1.2.840.10008.5.1.4.1.1.2";
    public OrderScene Scene => scene;
    public TemporaryFolder Folder => folder;
    public int Port => scene.Server.Services.GetRequiredService<DicomDoor>().Port;
    public string[] Files => Directory.GetFiles(folder["study"]).Order().ToArray();

    public static async Task<ArchiveScene> OpenAsync(Store store = Store.Sqlite, bool mayRetrieve = true, object? attributes = null)
    {
        var scene = await OrderScene.OpenAsync(store);
        var archive = new ArchiveScene(scene, new TemporaryFolder());
        if (mayRetrieve) await archive.ChangeAsync(new DeviceChange(null, null, null, true, null));
        await Peer.MakeStudyAsync(archive.Folder["study"], 3, attributes ?? new { });
        await archive.SendAsync();
        return archive;
    }

    public async Task SendAsync(string ae = "ROOM1")
    {
        var (code, said) = await Peer.RunAsync("storescu", "-v", "-aet", ae, "-aec", "PANDOK", "+sd", "127.0.0.1", $"{Port}", folder["study"]);
        Assert.True(code == 0, said);
    }

    public async Task ChangeAsync(DeviceChange change, Guid? device = null)
    {
        await using var scope = scene.Server.Services.CreateAsyncScope();
        Assert.IsType<RegisterOutcome.Changed>(await scope.ServiceProvider.GetRequiredService<DeviceRegistry>().ChangeAsync(device ?? scene.Device.Id, change, new Pandok.Access.Actor(Guid.Empty, "test", "shell"), default));
    }

    /// <summary>Original Study, Series and SOP Instance UIDs of the files.</summary>
    public async Task<IReadOnlyList<(string Study, string Series, string Instance)>> OriginalsAsync() =>
        [.. (await Peer.ReadAsync(Files)).Select(one => (one.GetProperty("StudyInstanceUID").GetString()!, one.GetProperty("SeriesInstanceUID").GetString()!, one.GetProperty("SOPInstanceUID").GetString()!))];

    public Task<Study> StudyAsync() => scene.Server.WithDatabaseAsync(db => db.Set<Study>().SingleAsync());

    public async ValueTask DisposeAsync()
    {
        await scene.DisposeAsync();
        folder.Dispose();
    }
}
