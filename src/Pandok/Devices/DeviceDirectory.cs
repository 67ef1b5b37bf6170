using Microsoft.EntityFrameworkCore;
using Pandok.Platform.Database;

namespace Pandok.Devices;

/// <summary>Who is at the door? Asked before the first byte of a data set is read. Disabled devices are strangers.</summary>
internal sealed class DeviceDirectory(TimeProvider time, ILogger<DeviceDirectory> log)
{
    private static readonly TimeSpan SeenGrain = TimeSpan.FromMinutes(1);

    /// <param name="aeTitle">The calling AE title; leading and trailing spaces do not count (PS3.5 6.2, AE).</param>
    public async Task<Device?> FindByAeTitleAsync(Database db, string aeTitle, CancellationToken stop)
    {
        var wanted = aeTitle.Trim(' ');
        var device = await db.Set<Device>().AsNoTracking().SingleOrDefaultAsync(device => device.AeTitle == wanted && !device.Disabled, stop);
        if (device is null)
            log.UnknownAeTitle();
        return device;
    }

    public async Task<Device?> FindByApiKeyAsync(Database db, string apiKey, CancellationToken stop)
    {
        var hash = ApiKey.HashOf(apiKey);
        var device = await db.Set<Device>().AsNoTracking().SingleOrDefaultAsync(device => device.ApiKeySha256 == hash && !device.Disabled, stop);
        if (device is not null && ApiKey.Matches(device.ApiKeySha256, hash))
            return device;
        log.UnknownApiKey();
        return null;
    }

    /// <summary>The device whose API key stands in the request's Authorization header.</summary>
    public async Task<Device?> FindByRequestAsync(Database db, HttpRequest request, CancellationToken stop)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? await FindByApiKeyAsync(db, header[7..].Trim(), stop) : null;
    }

    /// <summary>Notes the time of the last contact, at most once a minute. A full disk does not keep a device out: it is told so for each object.</summary>
    public async Task SeenAsync(Database db, Device device, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (device.LastSeenAt is { } last && now - last < SeenGrain)
            return;
        device.LastSeenAt = now;
        try
        {
            await db.Set<Device>().Where(row => row.Id == device.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSeenAt, now), stop);
        }
        catch (Exception fault) when (DiskFault.IsOurs(fault))
        {
            log.NotSeen();
        }
    }
}
