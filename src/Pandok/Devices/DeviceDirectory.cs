using Pandok.Platform.Database;

namespace Pandok.Devices;

/// <summary>Who is at the door? Asked before the first byte of a data set is read. Disabled devices are strangers.</summary>
internal sealed class DeviceDirectory
{
    public Task<Device?> FindByAeTitleAsync(Database db, string aeTitle, CancellationToken stop) => throw new NotImplementedException();

    public Task<Device?> FindByApiKeyAsync(Database db, string apiKey, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Notes the time of the last contact, at most once a minute.</summary>
    public Task SeenAsync(Database db, Device device, CancellationToken stop) => throw new NotImplementedException();
}
