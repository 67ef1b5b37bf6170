using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentify;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Report;

/// <summary>The sheet of a study: with the identity for its site, with the pseudonym for everyone else.</summary>
internal sealed class ReportSheets(Database db, ReportDesk desk, SheetPictures pictures, TimeProvider time)
{
    /// <param name="throughVersion">The last version the asker may see.</param>
    /// <returns>Null: nothing is signed.</returns>
    public async Task<byte[]?> PdfAsync(Study study, StudyIdentity? identity, CurrentUser user, int throughVersion, CancellationToken stop)
    {
        var versions = (await desk.VersionsAsync(study.Uid, stop)).Where(version => version.Number <= throughVersion).ToList();
        if (versions.Count == 0)
            return null;
        var site = await db.Set<Site>().Where(one => one.Id == study.SiteId).Select(one => one.Name).SingleAsync(stop);
        var images = await pictures(user, study, versions[^1].SignedAt, stop);
        return ReportPdf.Write(Of(study, identity, site, versions, user, time.GetUtcNow()) with { Pictures = images });
    }

    internal static ReportSheet Of(Study study, StudyIdentity? identity, string site, IReadOnlyList<ReportVersion> versions, CurrentUser user, DateTimeOffset now) => new(
        user.Language, user.TimeZone, now, site,
        identity is null
            ? new SheetPatient(study.Pseudonym, Sex: study.Sex, Age: study.Age)
            : new SheetPatient(study.Pseudonym, identity.PatientName, identity.PatientId, identity.BirthDate, identity.Sex, study.Age),
        new SheetStudy(
            identity?.StudyUid ?? study.Uid, study.Modality, study.BodyPart, study.Description,
            identity is null ? study.StudyDate : identity.StudyDate, identity is null ? study.StudyTime : identity.StudyTime,
            identity is null ? study.Accession : identity.Accession, identity?.ReferringPhysician, study.SeriesCount, study.InstanceCount),
        versions.Select(Version).ToList());

    private static SheetVersion Version(ReportVersion version) => new(
        version.Kind == VersionKind.Final ? SheetVersionKind.Final : SheetVersionKind.Addendum, version.SignedByName, version.SignedAt,
        version.Kind == VersionKind.Addendum
            ? [new SheetSection("text", version.Text ?? "")]
            : new SheetSection[]
            {
                new("indication", version.Sections.Indication), new("comparison", version.Sections.Comparison),
                new("findings", version.Sections.Findings), new("impression", version.Sections.Impression),
            }.Where(section => section.Text.Length > 0).ToList());
}
