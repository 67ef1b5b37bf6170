using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Archive;
using Pandok.Archive.Renditions;
using Pandok.Audit;
using Pandok.Deidentification;
using Pandok.Deidentify.Quarantine;
using Pandok.Deidentify.Vaults;
using Pandok.Platform.Database;
using Pandok.Platform.Objects;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Review;

/// <summary>
/// Takes an archived instance back that turned out not to be clean: its bytes are sealed, its row is gone in the transaction that says why, then its object. A kill between two steps leaves
/// the instance archived, and the step that runs again withdraws it. The officer can only reject it: what was archived is no original, so the site sends the instance again.
/// </summary>
internal sealed class Withdrawal(Database db, SealedFiles files, VaultBoxes boxes, InstanceFiles archived, ObjectFiles objects, RenditionFiles renditions, StudyChanges changes, TimeProvider time)
{
    public async Task RunAsync(Study study, Instance instance, IReadOnlyList<Finding> found, CancellationToken stop)
    {
        var (id, key) = (Guid.NewGuid(), RandomNumberGenerator.GetBytes(SealedFormat.KeySize));
        var size = await files.WriteAsync(id, key, async to => await archived.CopyAsync(instance, 0, instance.Size, to, stop));
        await boxes.PutAsync(study.SiteId, Quarantine.PlaceOf(id), key, stop);
        CryptographicOperations.ZeroMemory(key);
        var codes = found.Select(finding => finding.Code.ToCode()).Distinct().ToArray();
        var withdrawn = await changes.ByPlatformAsync(db, study.Uid, async (change, token) =>
        {
            if (await db.Set<Instance>().Where(row => row.Uid == instance.Uid && row.Sha256 == instance.Sha256).ExecuteDeleteAsync(token) == 0) return change;
            change.Study.InstanceCount--;
            await db.Set<Series>().Where(series => series.Uid == instance.SeriesUid).ExecuteUpdateAsync(row => row.SetProperty(series => series.InstanceCount, series => series.InstanceCount - 1).SetProperty(series => series.Version, series => series.Version + 1), token);
            // After the series: whoever is about to add one has either done so or will not find the instance any more.
            await db.Set<Rendition>().Where(row => row.InstanceUid == instance.Uid).ExecuteDeleteAsync(token);
            await change.SaveAsync(Actor.Platform, AuditAction.Withdrawn, new { held = id, instance = instance.Uid, reasons = codes }, token);
            db.Add(RowOf(id, study, instance, found, codes, size));
            await StudySteps.AskAsync(change, StepKind.Render, token);
            return change;
        }, stop);
        if (withdrawn is not { Saved: true }) files.Delete(id);
        else
        {
            renditions.Delete(instance);
            objects.Delete(instance.ObjectKey);
        }
    }

    private HeldInstance RowOf(Guid id, Study study, Instance instance, IReadOnlyList<Finding> found, string[] codes, long size) => new()
    {
        Id = id,
        SiteId = study.SiteId,
        DeviceId = Guid.Empty,
        StudyUid = study.Uid,
        SeriesUid = instance.SeriesUid,
        InstanceUid = instance.Uid,
        Door = Door.Dimse,
        Peer = "archive",
        SopClass = instance.SopClass,
        Modality = Modalities.Of(study.Modality),
        Frames = instance.Frames,
        Rows = instance.Rows,
        Columns = instance.Columns,
        Reasons = string.Join(' ', codes),
        FindingsJson = System.Text.Json.JsonSerializer.Serialize(found.Select(finding => new { code = finding.Code.ToCode(), at = finding.At }), Quarantine.Json),
        Profile = "-",
        Size = size,
        Sha256 = instance.Sha256,
        State = HeldState.Held,
        HeldAt = time.GetUtcNow(),
    };
}
