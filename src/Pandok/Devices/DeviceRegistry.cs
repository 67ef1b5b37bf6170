using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;

namespace Pandok.Devices;

/// <summary>Registers devices, for the admin page and for the command line.</summary>
internal sealed class DeviceRegistry(Database db, AuditTrail trail)
{
    private const int AeTitleLength = 16;

    public Task<RegisterOutcome> RegisterAsync(NewDevice wanted, Actor actor, CancellationToken stop) => db.InTransactionAsync<RegisterOutcome>(async token =>
    {
        if (Check(wanted) is { } refusal)
            return refusal;
        if (!await db.Set<Site>().AnyAsync(site => site.Id == wanted.Site, token))
            return new RegisterOutcome.Refused("unknownSite", "There is no such site.");
        var aeTitle = wanted.AeTitle.Trim();
        if (await db.Set<Device>().AnyAsync(device => device.AeTitle == aeTitle, token))
            return new RegisterOutcome.Refused("aeTitleTaken", "Another device has this AE title.");

        var key = ApiKey.New();
        var device = new Device { Id = Guid.CreateVersion7(), SiteId = wanted.Site, Name = wanted.Name.Trim(), AeTitle = aeTitle, Host = wanted.Host, ApiKeySha256 = ApiKey.HashOf(key) };
        db.Add(device);
        await db.SaveChangesAsync(token);
        await trail.AppendAsync(db, actor, AuditAction.Administered, null, device.SiteId, new { what = "deviceAdded", id = device.Id, device.AeTitle }, token);
        return new RegisterOutcome.Registered(device, key);
    }, stop);

    public Task<List<Device>> ListAsync(CancellationToken stop) =>
        db.Set<Device>().AsNoTracking().OrderBy(device => device.AeTitle).ToListAsync(stop);

    // PS3.5 6.2, AE: 16 characters of the default repertoire, no backslash, no control character, not only spaces.
    private static RegisterOutcome.Refused? Check(NewDevice wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted.Name))
            return new("nameMissing", "A device needs a name.");
        var aeTitle = wanted.AeTitle?.Trim() ?? "";
        return aeTitle.Length is 0 or > AeTitleLength || aeTitle.Any(one => one is < ' ' or > '~' or '\\')
            ? new("badAeTitle", "An AE title has 1 to 16 printable ASCII characters without a backslash.")
            : null;
    }
}
