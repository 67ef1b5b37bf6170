using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentification;
using Pandok.Deidentify;
using Pandok.Dicom.Standard;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>
/// Documents of a site that wants none: nothing of them is kept but a note, and the sender is told that they were not stored. The note is written, and committed, before the sender hears of it;
/// of a document that is sent again there is one note.
/// </summary>
internal sealed class DroppedDocuments(SitePolicies policies, DatabaseFactory databases, AuditTrail trail, LiveHub live)
{
    /// <returns>Null if it is no document, or its site has documents held.</returns>
    public async Task<ReceiveOutcome?> NoteAsync(DeidentifyOutcome.Held held, string sopClass, Origin origin, CancellationToken stop)
    {
        if (!held.Reasons.Contains(Reason.Document.ToCode()) || await policies.OfAsync(origin.SiteId, stop) != DocumentPolicy.Drop) return null;
        await using var db = databases.Create();
        await db.InTransactionAsync(async token =>
        {
            if (await db.Set<AuditEntry>().AnyAsync(entry => entry.Study == held.Study && entry.Action == AuditAction.Dropped && entry.Detail!.Contains(held.Instance), token)) return;
            var actor = Actor.Device(origin.DeviceId, origin.CallingAe ?? "stow");
            await trail.AppendAsync(db, actor, AuditAction.Dropped, held.Study, origin.SiteId, new { instance = held.Instance, @class = Uids.Find(sopClass)?.Name ?? "", reasons = held.Reasons }, token);
        }, stop);
        live.Publish(new LiveEvent("study", held.Study, origin.SiteId));
        return new ReceiveOutcome.Refused("documentDropped", "This site takes no documents: not stored, nothing of it was kept; a note stands in the study's timeline");
    }
}
