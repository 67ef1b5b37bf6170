using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Devices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive.Retrieve;

/// <summary>
/// C-MOVE and C-GET from the de-identified archive (PS3.4 sections C.4.2, C.4.3), for devices that may: their own site's studies, each written down as viewed before it is sent.
/// A move goes to a registered device of the same site only, at the address that was registered.
/// </summary>
internal sealed class ArchiveRetrieve(DatabaseFactory databases, InstanceFiles files, AuditTrail trail, PandokOptions options, TimeProvider time)
{
    private const int Most = 20_000;

    public async Task<IReadOnlyList<StoredInstance>> SelectAsync(RetrieveRequest request, Device device, CancellationToken stop)
    {
        if (!device.MayRetrieve) throw new DimseException(DimseStatus.NotAuthorized.With("This device may not retrieve"));
        var level = QueryLevels.Of(request.Identifier, request.SopClassUid);
        var unique = level switch { QueryLevel.Patient => Tags.PatientID, QueryLevel.Study => Tags.StudyInstanceUID, QueryLevel.Series => Tags.SeriesInstanceUID, _ => Tags.SOPInstanceUID };
        if (request.Identifier.GetStrings(unique) is not [{ Length: > 0 }, ..] values || values.Any(value => value.AsSpan().IndexOfAny('*', '?') >= 0))
            throw new DimseException(DimseStatus.IdentifierDoesNotMatch.With("The unique key of the level is missing").At(unique));
        await using var db = databases.Create();
        var instances = await Found.Of(db, device.SiteId, request.Identifier).Instances.OrderBy(instance => instance.SeriesUid).ThenBy(instance => instance.Number).ThenBy(instance => instance.Uid).Take(Most + 1).ToListAsync(stop);
        if (instances.Count > Most) throw new DimseException(DimseStatus.UnableToCalculateMatches.With($"More than {Most} instances"));
        await db.InTransactionAsync(async token =>
        {
            foreach (var study in instances.Select(instance => instance.StudyUid).Distinct())
                await trail.AppendAsync(db, Actor.Device(device.Id, device.AeTitle), AuditAction.Viewed, study, device.SiteId, new { page = "dicomRetrieve", to = request.Destination ?? device.AeTitle }, token);
        }, stop);
        return [.. instances.Select(Sendable)];
    }

    /// <returns>Null for whom we do not send to.</returns>
    public async Task<DicomClientOptions?> DestinationAsync(string ae, Device asks, CancellationToken stop)
    {
        if (!asks.MayRetrieve) throw new DimseException(DimseStatus.NotAuthorized.With("This device may not retrieve"));
        await using var db = databases.Create();
        var to = await db.Set<Device>().AsNoTracking().SingleOrDefaultAsync(device => device.AeTitle == ae && device.SiteId == asks.SiteId && !device.Disabled, stop);
        return to is { Host: { } host, Port: { } port }
            ? new DicomClientOptions { Host = host, Port = port, CallingAe = options.AeTitle, CalledAe = to.AeTitle, Time = time } : null;
    }

    // As it is stored, else uncompressed: every receiver takes one of these (PS3.5 section 10.1).
    private StoredInstance Sendable(Instance instance)
    {
        var stored = TransferSyntax.Find(instance.TransferSyntax) ?? TransferSyntax.ExplicitLittleEndian;
        return new StoredInstance(instance.SopClass, instance.Uid, StoredFile.SyntaxesOf(stored), async (syntax, stop) => stored == TransferSyntax.ExplicitLittleEndian && syntax == TransferSyntax.ImplicitLittleEndian
            ? await files.OpenImplicitAsync(instance, stop)
            : await StoredFile.OpenAsync(files.Open(instance), stored, syntax, files.Scratch, stop));
    }
}
