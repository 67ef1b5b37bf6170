using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Archive.Renditions;
using Pandok.Audit;
using Pandok.Dicom.Data;
using Pandok.Orders;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Platform.Objects;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Archive;

/// <summary>Keeps the rows of study, series and instance in step with the object store. Runs inside a group's transaction, which no one caller may cancel.</summary>
internal sealed class StudyIndex(AuditTrail audit, PandokOptions options, TimeProvider time)
{
    /// <summary>Why an arriving instance is not added: it is there already, or its UIDs are another site's or another study's, and nothing may be mixed. Null if nothing speaks against it.</summary>
    public static ArchiveOutcome? Decide(StudyRows.Known known, InstanceUids uids, string sha256, Guid site) => known switch
    {
        { InstanceStudy: { } study } => study == uids.Study && known.InstanceSha256 == sha256 ? new ArchiveOutcome.AlreadyThere(study, uids.Instance) : new ArchiveOutcome.Conflict(uids.Instance),
        { Study: { } study } when study.SiteId != site => new ArchiveOutcome.Conflict(uids.Instance),
        { Series: { } series } when series.StudyUid != uids.Study => new ArchiveOutcome.Conflict(uids.Instance),
        _ => null,
    };

    public async Task AddAsync(Database db, StudyRows.Known known, InstanceUids uids, NewInstance added, StoredObject stored, Origin origin)
    {
        var set = added.DataSet;
        var now = time.GetUtcNow();
        var actor = Actor.Device(origin.DeviceId, origin.CallingAe ?? "stow");
        var study = known.Study ?? NewStudy(set, origin, now);
        var series = known.Series ?? new Series { Uid = uids.Series, StudyUid = uids.Study };
        var words = StudyRows.Words.Of(study, series);
        if (known.Study is null) await audit.AppendAsync(db, actor, AuditAction.Received, uids.Study, origin.SiteId, new { door = origin.Door.ToString() }, CancellationToken.None);
        if (known.Series is null) study.SeriesCount++;
        Describe(study, series, set);
        if (study.InstanceCount == 0 && await OrderArrival.LinkAsync(db, audit, study, actor, now, CancellationToken.None) is { Priority: OrderPriority.Emergency } && !added.Emergency)
        {
            study.Emergency = true;
            await audit.AppendAsync(db, actor, AuditAction.Emergency, uids.Study, origin.SiteId, new { emergency = true, reason = "order" }, CancellationToken.None);
        }
        if (study.Specialty == SpecialtyRules.General) study.Specialty = added.Specialty;
        series.InstanceCount++;
        study.InstanceCount++;
        if (added.Emergency && !study.Emergency)
        {
            study.Emergency = true;
            await audit.AppendAsync(db, actor, AuditAction.Emergency, uids.Study, origin.SiteId, new { emergency = true, reason = "device" }, CancellationToken.None);
        }
        var (before, isNewWork) = (study.State, known.Study is null || study.SettledAt is not null);
        LateInstance.Apply(study, now, options.SettleAfter);
        if (study.State != before) await audit.AppendAsync(db, actor, AuditAction.Reopened, uids.Study, origin.SiteId, new { from = before, state = study.State }, CancellationToken.None);
        if (isNewWork) await RenderSoon.AskAsync(db, study);
        if (known.Series is null) await AddNewAsync(db, known.Study is null, study, series);
        await StudyRows.SaveAsync(db, study, series, NewInstanceRow(added, uids, stored, now), known.Series is null ? default : words);
    }

    /// <summary>Rows of an object that was made here of a study's images. No device sent anything: the study stays as settled, reported and described as it is. The caller saves.</summary>
    public async Task JoinAsync(Database db, Study study, InstanceUids uids, NewInstance added, StoredObject stored, CancellationToken stop)
    {
        var series = await db.Set<Series>().SingleOrDefaultAsync(row => row.Uid == uids.Series, stop);
        if (series is null)
        {
            series = new Series { Uid = uids.Series, StudyUid = uids.Study };
            study.SeriesCount++;
            Describe(series, added.DataSet);
            db.Add(series);
            if (!await db.Set<StudyModality>().AnyAsync(row => row.StudyUid == study.Uid && row.Modality == series.Modality, stop)) db.Add(ModalityRow(study, series));
        }
        series.InstanceCount++;
        series.Version++;
        study.InstanceCount++;
        db.Add(NewInstanceRow(added, uids, stored, time.GetUtcNow()));
    }

    // Once per series, through the model. A study without a series does not exist.
    private static async Task AddNewAsync(Database db, bool isNewStudy, Study study, Series series)
    {
        if (isNewStudy) db.Add(study);
        db.Add(series);
        if (!await db.Set<StudyModality>().AnyAsync(row => row.StudyUid == study.Uid && row.Modality == series.Modality))
            db.Add(ModalityRow(study, series));
        await db.SaveChangesAsync();
    }

    private static StudyModality ModalityRow(Study study, Series series) => new() { StudyUid = study.Uid, Modality = series.Modality, SiteId = study.SiteId, ReceivedAt = study.ReceivedAt };

    private static Instance NewInstanceRow(NewInstance added, InstanceUids uids, StoredObject stored, DateTimeOffset now) => new()
    {
        Uid = uids.Instance,
        SeriesUid = uids.Series,
        StudyUid = uids.Study,
        SopClass = added.DataSet.GetString(Tags.SOPClassUID)!,
        TransferSyntax = added.Syntax.Uid,
        Number = (int?)added.DataSet.GetInteger(Tags.InstanceNumber),
        Frames = !added.HasPixels ? 0 : (int)Math.Clamp(added.DataSet.GetInteger(Tags.NumberOfFrames) ?? 1, 1, 1_000_000),
        Rows = (int?)added.DataSet.GetInteger(Tags.Rows),
        Columns = (int?)added.DataSet.GetInteger(Tags.Columns),
        ObjectKey = stored.Key,
        Size = stored.Size,
        Sha256 = stored.Sha256,
        ReceivedAt = now,
    };

    private static Study NewStudy(DataSet set, Origin origin, DateTimeOffset now) => new()
    {
        Uid = set.GetString(Tags.StudyInstanceUID)!,
        SiteId = origin.SiteId,
        Pseudonym = set.GetString(Tags.PatientID) ?? string.Empty,
        State = StudyState.Receiving,
        ReceivedAt = now,
    };

    // The first instance that says something wins; secondary objects (reports, captures) do not name the study.
    private static void Describe(Study study, Series series, DataSet set)
    {
        study.Sex ??= set.GetString(Tags.PatientSex);
        study.Age ??= set.GetString(Tags.PatientAge);
        study.StudyDate ??= set.GetString(Tags.StudyDate);
        study.StudyTime ??= set.GetString(Tags.StudyTime);
        study.Accession ??= set.GetString(Tags.AccessionNumber);
        study.StudyId ??= set.GetString(Tags.StudyID);
        study.Description ??= set.GetString(Tags.StudyDescription);
        study.BodyPart ??= set.GetString(Tags.BodyPartExamined);
        var modality = set.GetString(Tags.Modality) ?? "OT";
        if (study.InstanceCount == 0 || study.Modality is "OT" or "SC" or "SR" or "PR" or "KO") study.Modality = modality;
        Describe(series, set);
    }

    private static void Describe(Series series, DataSet set)
    {
        if (series.InstanceCount == 0) series.Modality = set.GetString(Tags.Modality) ?? "OT";
        series.Number ??= (int?)set.GetInteger(Tags.SeriesNumber);
        series.Description ??= set.GetString(Tags.SeriesDescription);
        series.BodyPart ??= set.GetString(Tags.BodyPartExamined);
    }
}
