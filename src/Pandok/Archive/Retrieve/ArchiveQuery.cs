using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Devices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Network;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive.Retrieve;

/// <summary>
/// C-FIND over the de-identified archive (PS3.4 section C.4.1), for devices that may: their own site's studies only, hierarchical, no relational queries.
/// Names are pseudonyms and dates are shifted here as everywhere.
/// </summary>
internal sealed class ArchiveQuery(DatabaseFactory databases, AuditTrail trail, PandokOptions options)
{
    private const int Most = 5000;

    public async IAsyncEnumerable<DataSet> FindAsync(FindRequest request, Device device, [EnumeratorCancellation] CancellationToken stop)
    {
        if (!device.MayRetrieve) throw new DimseException(DimseStatus.NotAuthorized.With("This device may not query"));
        var keys = request.Identifier;
        var level = QueryLevels.Of(keys, request.SopClassUid);
        await using var db = databases.Create();
        var candidates = await CandidatesAsync(db, Found.Of(db, device.SiteId, keys), level, keys, stop);
        if (candidates.Count > Most) throw new DimseException(DimseStatus.OutOfResources.With($"More than {Most} candidates; narrow the query"));
        var matches = candidates.Where(one => KeyMatch.IsMatch(keys, one)).ToList();
        await db.InTransactionAsync(token => trail.AppendAsync(db, Actor.Device(device.Id, device.AeTitle), AuditAction.Viewed, null, device.SiteId,
            new { page = "dicomQuery", level = Words.Camel(level), matches = matches.Count }, token), stop);
        foreach (var match in matches)
        {
            request.OptionalKeysIgnored = KeyMatch.AsksBeyond(keys, match);
            match.Set(ServiceTags.RetrieveAETitle, Vr.AE, options.AeTitle).Set(Tags.InstanceAvailability, Vr.CS, "ONLINE");
            var answer = KeyMatch.Answer(keys, match);
            // Always returned (C.4.1.1.3.2).
            yield return answer.Set(ServiceTags.QueryRetrieveLevel, Vr.CS, Words.Camel(level).ToUpperInvariant()).Set(ServiceTags.RetrieveAETitle, Vr.AE, options.AeTitle);
        }
    }

    private static async Task<List<DataSet>> CandidatesAsync(Database db, Found found, QueryLevel level, DataSet keys, CancellationToken stop)
    {
        switch (level)
        {
            case QueryLevel.Patient:
                var patients = await found.Studies.OrderBy(study => study.Uid).Take(Most + 1).ToListAsync(stop);
                return [.. patients.GroupBy(study => study.Pseudonym).Select(Patient)];
            case QueryLevel.Study:
                var studies = await found.Studies.OrderByDescending(study => study.ReceivedAt).Take(Most + 1).ToListAsync(stop);
                var uids = studies.Select(study => study.Uid).ToArray();
                var modalities = keys.Contains(Tags.ModalitiesInStudy)
                    ? (await db.Set<Series>().Where(series => uids.Contains(series.StudyUid)).Select(series => new { series.StudyUid, series.Modality }).Distinct().ToListAsync(stop)).ToLookup(one => one.StudyUid, one => one.Modality) : null;
                return [.. studies.Select(study => OfStudy(study, modalities?[study.Uid]))];
            case QueryLevel.Series:
                Parent(keys, Tags.StudyInstanceUID);
                return [.. (await found.Series.OrderBy(series => series.Number).ThenBy(series => series.Uid).Take(Most + 1).ToListAsync(stop)).Select(OfSeries)];
            default:
                Parent(keys, Tags.SeriesInstanceUID);
                return [.. (await found.Instances.OrderBy(instance => instance.Number).ThenBy(instance => instance.Uid).Take(Most + 1).ToListAsync(stop)).Select(OfInstance)];
        }
    }

    // Without relational queries the level above is named (C.4.1.2.1).
    private static void Parent(DataSet keys, Tag tag)
    {
        if (keys.GetString(tag) is null) throw new DimseException(DimseStatus.IdentifierDoesNotMatch.With("The unique key of the level above is missing").At(tag));
    }

    private static DataSet Patient(IGrouping<string, Study> studies) => Utf8()
        .Set(Tags.PatientName, Vr.PN, $"Anonymous^{studies.Key}").Set(Tags.PatientID, Vr.LO, studies.Key).With(Tags.PatientBirthDate, Vr.DA, null)
        .With(Tags.PatientSex, Vr.CS, studies.Select(study => study.Sex).FirstOrDefault(sex => sex is not null))
        .SetIntegers(ServiceTags.NumberOfPatientRelatedStudies, Vr.IS, studies.Count())
        .SetIntegers(ServiceTags.NumberOfPatientRelatedSeries, Vr.IS, studies.Sum(study => study.SeriesCount))
        .SetIntegers(ServiceTags.NumberOfPatientRelatedInstances, Vr.IS, studies.Sum(study => study.InstanceCount));

    private static DataSet OfStudy(Study study, IEnumerable<string>? modalities) => Utf8()
        .With(Tags.StudyDate, Vr.DA, study.StudyDate).With(Tags.StudyTime, Vr.TM, study.StudyTime).With(Tags.AccessionNumber, Vr.SH, study.Accession)
        .Set(Tags.ModalitiesInStudy, Vr.CS, [.. (modalities ?? [study.Modality]).Order(StringComparer.Ordinal)]).With(Tags.ReferringPhysicianName, Vr.PN, null)
        .With(Tags.StudyDescription, Vr.LO, study.Description).Set(Tags.PatientName, Vr.PN, $"Anonymous^{study.Pseudonym}").Set(Tags.PatientID, Vr.LO, study.Pseudonym)
        .With(Tags.PatientBirthDate, Vr.DA, null).With(Tags.PatientSex, Vr.CS, study.Sex).With(Tags.PatientAge, Vr.AS, study.Age)
        .Set(Tags.StudyInstanceUID, Vr.UI, study.Uid).With(Tags.StudyID, Vr.SH, study.StudyId)
        .SetIntegers(Tags.NumberOfStudyRelatedSeries, Vr.IS, study.SeriesCount).SetIntegers(Tags.NumberOfStudyRelatedInstances, Vr.IS, study.InstanceCount);

    private static DataSet OfSeries(Series series) => Utf8()
        .Set(Tags.Modality, Vr.CS, series.Modality).With(Tags.SeriesDescription, Vr.LO, series.Description).With(Tags.BodyPartExamined, Vr.CS, series.BodyPart)
        .Set(Tags.StudyInstanceUID, Vr.UI, series.StudyUid).Set(Tags.SeriesInstanceUID, Vr.UI, series.Uid).With(Tags.SeriesNumber, Vr.IS, Text(series.Number))
        .SetIntegers(Tags.NumberOfSeriesRelatedInstances, Vr.IS, series.InstanceCount);

    private static DataSet OfInstance(Instance instance)
    {
        var set = Utf8().Set(Tags.SOPClassUID, Vr.UI, instance.SopClass).Set(Tags.SOPInstanceUID, Vr.UI, instance.Uid)
            .Set(Tags.StudyInstanceUID, Vr.UI, instance.StudyUid).Set(Tags.SeriesInstanceUID, Vr.UI, instance.SeriesUid).With(Tags.InstanceNumber, Vr.IS, Text(instance.Number));
        if (instance.Frames > 0) set.SetIntegers(Tags.NumberOfFrames, Vr.IS, instance.Frames);
        if (instance is { Rows: { } rows, Columns: { } columns }) set.SetIntegers(Tags.Rows, Vr.US, rows).SetIntegers(Tags.Columns, Vr.US, columns);
        return set;
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static DataSet Utf8() => new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");

}
