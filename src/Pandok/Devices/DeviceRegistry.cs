using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Dicom.Network;
using Pandok.Platform;
using Pandok.Platform.Database;

namespace Pandok.Devices;

/// <summary>Registers devices, changes what is known of them and tries to reach them; for the admin page and for the command line.</summary>
internal sealed class DeviceRegistry(Database db, AuditTrail trail, PandokOptions options, TimeProvider time)
{
    private const int AeTitleLength = 16;
    private static readonly string[] CharacterSets = ["ISO_IR 192", @"\ISO 2022 IR 149", "ISO_IR 100", "GB18030"];

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
        var device = new Device { Id = Guid.CreateVersion7(), SiteId = wanted.Site, Name = wanted.Name.Trim(), AeTitle = aeTitle, ApiKeySha256 = ApiKey.HashOf(key) };
        Describe(device, wanted);
        db.Add(device);
        await db.SaveChangesAsync(token);
        await trail.AppendAsync(db, actor, AuditAction.Administered, null, device.SiteId, new { what = "deviceAdded", id = device.Id, device.AeTitle, device.MayRetrieve, bound = device.Certificate is not null }, token);
        return new RegisterOutcome.Registered(device, key);
    }, stop);

    /// <summary>Site and AE title stay: another one is another device.</summary>
    /// <returns>Null when there is no such device.</returns>
    public Task<RegisterOutcome?> ChangeAsync(Guid id, DeviceChange wanted, Actor actor, CancellationToken stop) => db.InTransactionAsync<RegisterOutcome?>(async token =>
    {
        if (await db.Set<Device>().SingleOrDefaultAsync(row => row.Id == id, token) is not { } device)
            return null;
        var whole = new NewDevice(device.SiteId, wanted.Name ?? device.Name, device.AeTitle, wanted.Host, wanted.Port, wanted.MayRetrieve, wanted.CharacterSet, wanted.Certificate);
        if (Check(whole) is { } refusal)
            return refusal;
        device.Name = whole.Name.Trim();
        Describe(device, whole);
        await db.SaveChangesAsync(token);
        await trail.AppendAsync(db, actor, AuditAction.Administered, null, device.SiteId, new { what = "deviceChanged", id, device.AeTitle, device.MayRetrieve, bound = device.Certificate is not null }, token);
        return new RegisterOutcome.Changed(device);
    }, stop);

    public Task<List<Device>> ListAsync(CancellationToken stop) =>
        db.Set<Device>().AsNoTracking().OrderBy(device => device.AeTitle).ToListAsync(stop);

    public Task<Device?> FindAsync(Guid id, CancellationToken stop) => db.Set<Device>().AsNoTracking().SingleOrDefaultAsync(device => device.Id == id, stop);

    /// <summary>C-ECHO to the registered address (PS3.4 Annex A).</summary>
    public async Task<EchoOutcome> EchoAsync(Device device, CancellationToken stop)
    {
        if (device is not { Host: { } host, Port: { } port })
            return new EchoOutcome.NoAddress();
        var begun = time.GetTimestamp();
        try
        {
            await using var client = await DicomClient.ConnectAsync(new DicomClientOptions { Host = host, Port = port, CallingAe = options.AeTitle, CalledAe = device.AeTitle, Limits = ConnectionLimits.Default with { Artim = TimeSpan.FromSeconds(10), Dimse = TimeSpan.FromSeconds(10) }, Time = time }, stop);
            var status = await client.EchoAsync(stop);
            await client.ReleaseAsync(stop);
            return status.IsSuccess ? new EchoOutcome.Answered(time.GetElapsedTime(begun)) : new EchoOutcome.Failed("status", status.ToString());
        }
        catch (AssociationRejectedException refused)
        {
            return new EchoOutcome.Failed("rejected", refused.Rejection.ToString());
        }
        catch (ContextNotAcceptedException)
        {
            return new EchoOutcome.Failed("noVerification", "It does not offer Verification");
        }
        catch (SocketException fault)
        {
            return new EchoOutcome.Failed("unreachable", fault.SocketErrorCode.ToString());
        }
        catch (AssociationAbortedException fault)
        {
            return new EchoOutcome.Failed(fault.Cause == AbortCause.PeerVanished ? "unreachable" : "aborted", fault.Message);
        }
    }

    private static void Describe(Device device, NewDevice wanted)
    {
        device.Host = string.IsNullOrWhiteSpace(wanted.Host) ? null : wanted.Host.Trim();
        (device.Port, device.MayRetrieve, device.Certificate) = (wanted.Port, wanted.MayRetrieve, CertificateBinding.Normalize(wanted.Certificate));
        device.CharacterSet = string.IsNullOrWhiteSpace(wanted.CharacterSet) || wanted.CharacterSet == CharacterSets[0] ? null : wanted.CharacterSet;
    }

    private static bool IsCertificate(string? wanted)
    {
        try
        {
            return CertificateBinding.Normalize(wanted) is not { Length: > 500 };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // PS3.5 6.2, AE: 16 characters of the default repertoire, no backslash, no control character, not only spaces.
    private static RegisterOutcome.Refused? Check(NewDevice wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted.Name))
            return new("nameMissing", "A device needs a name.");
        if (wanted.Port is < 1 or > 65535)
            return new("badPort", "A port is a number from 1 to 65535.");
        if (wanted.Host is { } host && !string.IsNullOrWhiteSpace(host) && Uri.CheckHostName(host.Trim()) == UriHostNameType.Unknown)
            return new("badHost", "The address is a host name or an IP address, without a port.");
        if (!string.IsNullOrWhiteSpace(wanted.CharacterSet) && !CharacterSets.Contains(wanted.CharacterSet))
            return new("badCharacterSet", $"The character set is one of {string.Join(", ", CharacterSets)}.");
        if (!IsCertificate(wanted.Certificate))
            return new("badCertificate", "The certificate is named by its SHA-256 thumbprint (64 hexadecimal digits) or by its subject, such as CN=room-1, O=Demo.");
        var aeTitle = wanted.AeTitle?.Trim() ?? "";
        return aeTitle.Length is 0 or > AeTitleLength || aeTitle.Any(one => one is < ' ' or > '~' or '\\')
            ? new("badAeTitle", "An AE title has 1 to 16 printable ASCII characters without a backslash.")
            : null;
    }
}
