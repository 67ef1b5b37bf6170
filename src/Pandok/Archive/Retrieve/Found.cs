using Microsoft.EntityFrameworkCore;
using Pandok.Devices;
using Pandok.Dicom.Data;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive.Retrieve;

/// <summary>The rows of a site that unique keys select, from the patient down (PS3.4 C.6.1.1). An empty key selects all.</summary>
internal sealed record Found(IQueryable<Study> Studies, IQueryable<Series> Series, IQueryable<Instance> Instances)
{
    public static Found Of(Database db, Guid site, DataSet keys)
    {
        var studies = db.Set<Study>().AsNoTracking().Where(study => study.SiteId == site);
        if (Unique(keys, Tags.PatientID) is { } patients) studies = studies.Where(study => patients.Contains(study.Pseudonym));
        if (Unique(keys, Tags.StudyInstanceUID) is { } uids) studies = studies.Where(study => uids.Contains(study.Uid));
        var series = db.Set<Series>().AsNoTracking().Where(one => studies.Any(study => study.Uid == one.StudyUid));
        if (Unique(keys, Tags.SeriesInstanceUID) is { } wanted) series = series.Where(one => wanted.Contains(one.Uid));
        var instances = db.Set<Instance>().AsNoTracking().Where(one => series.Any(own => own.Uid == one.SeriesUid));
        if (Unique(keys, Tags.SOPInstanceUID) is { } images) instances = instances.Where(one => images.Contains(one.Uid));
        return new(studies, series, instances);
    }

    private static string[]? Unique(DataSet keys, Tag tag)
    {
        var values = keys.GetStrings(tag).Where(value => value.Length > 0).ToArray();
        return values.Length == 0 || values.Any(value => value.AsSpan().IndexOfAny('*', '?') >= 0) ? null : values;
    }
}
