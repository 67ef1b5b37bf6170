using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Dicom.Data;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Platform.Objects;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Archive;

/// <summary>Keeps the rows of study, series and instance in step with the object store. Runs inside the caller's transaction.</summary>
internal sealed class StudyIndex(AuditTrail audit, PandokOptions options, TimeProvider time)
{
    public static Task<Instance?> FindAsync(Database db, string uid, CancellationToken stop) =>
        db.Set<Instance>().AsNoTracking().FirstOrDefaultAsync(instance => instance.Uid == uid, stop);

    /// <returns>False if the study or series is another site's or another study's: nothing may be mixed.</returns>
    public async Task<bool> AddAsync(Database db, NewInstance added, StoredObject stored, Origin origin, CancellationToken stop)
    {
        var set = added.DataSet;
        var now = time.GetUtcNow();
        var studyUid = set.GetString(Tags.StudyInstanceUID)!;
        var seriesUid = set.GetString(Tags.SeriesInstanceUID)!;

        var study = await db.Set<Study>().FirstOrDefaultAsync(row => row.Uid == studyUid, stop);
        var series = await db.Set<Series>().FirstOrDefaultAsync(row => row.Uid == seriesUid, stop);
        if (study is not null && study.SiteId != origin.SiteId || series is not null && series.StudyUid != studyUid) return false;

        var actor = Actor.Device(origin.DeviceId, origin.CallingAe ?? "stow");
        if (study is null)
        {
            study = NewStudy(set, origin, now);
            db.Add(study);
            await audit.AppendAsync(db, actor, AuditAction.Received, studyUid, origin.SiteId, new { door = origin.Door.ToString() }, stop);
        }
        if (series is null)
        {
            series = new Series { Uid = seriesUid, StudyUid = studyUid };
            db.Add(series);
            study.SeriesCount++;
        }
        Describe(study, series, set);
        if (series.InstanceCount == 0 && !await db.Set<StudyModality>().AnyAsync(row => row.StudyUid == studyUid && row.Modality == series.Modality, stop))
            db.Add(new StudyModality { StudyUid = studyUid, Modality = series.Modality, SiteId = study.SiteId, ReceivedAt = study.ReceivedAt });
        if (study.Specialty == SpecialtyRules.General) study.Specialty = added.Specialty;
        series.InstanceCount++;
        study.InstanceCount++;
        if (added.Emergency && !study.Emergency)
        {
            study.Emergency = true;
            await audit.AppendAsync(db, actor, AuditAction.Emergency, studyUid, origin.SiteId, new { emergency = true, reason = "device" }, stop);
        }
        LateInstance.Apply(study, now, options.SettleAfter);
        db.Add(new Instance
        {
            Uid = set.GetString(Tags.SOPInstanceUID)!,
            SeriesUid = seriesUid,
            StudyUid = studyUid,
            SopClass = set.GetString(Tags.SOPClassUID)!,
            TransferSyntax = added.Syntax.Uid,
            Number = (int?)set.GetInteger(Tags.InstanceNumber),
            Frames = added.Pixels is null ? 0 : (int)Math.Clamp(set.GetInteger(Tags.NumberOfFrames) ?? 1, 1, 1_000_000),
            Rows = (int?)set.GetInteger(Tags.Rows),
            Columns = (int?)set.GetInteger(Tags.Columns),
            ObjectKey = stored.Key,
            Size = stored.Size,
            Sha256 = stored.Sha256,
            ReceivedAt = now,
        });
        return true;
    }

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
        if (series.InstanceCount == 0) series.Modality = modality;
        series.Number ??= (int?)set.GetInteger(Tags.SeriesNumber);
        series.Description ??= set.GetString(Tags.SeriesDescription);
        series.BodyPart ??= set.GetString(Tags.BodyPartExamined);
    }
}
