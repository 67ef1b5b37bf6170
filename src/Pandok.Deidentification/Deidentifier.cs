using Pandok.Deidentification.Mapping;
using Pandok.Deidentification.Rules;
using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification;

/// <summary>
/// De-identification of one object's header by PS3.15 Annex E. Pure: no clock, no I/O, no chance; the same input, profile and keys give the same output,
/// at the edge and in the cloud, today and next year. Safe for concurrent use.
/// </summary>
public static class Deidentifier
{
    /// <summary>Decides every element of a header.</summary>
    /// <param name="input">All elements before Pixel Data; it is read, never changed. Pixel bytes stay with the caller.</param>
    /// <param name="profile">Which options of PS3.15 E.3 are in force.</param>
    /// <param name="keys">The site's keys.</param>
    /// <param name="pixels">What was done to pixels and overlays before; null if nobody looked.</param>
    /// <param name="known">What other objects of the study have said about people and places; null if this one stands alone. <see cref="IdentitySet.With"/> makes it grow.</param>
    /// <param name="names">An optional recogniser of names in text; it can only add what is removed.</param>
    /// <returns>Released, quarantined with reasons, or refused with reasons. A fault (an exception) must be treated as quarantine by the caller.</returns>
    public static Outcome Apply(DataSet input, Profile profile, Keys keys, PixelReport? pixels = null, IdentitySet? known = null, NameRecogniser? names = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(keys);
        if (Admission.Refusals(input) is { Count: > 0 } refusals) return new Outcome.Refused(refusals);

        var sopClass = input.GetString(Tags.SOPClassUID)!;
        if (Admission.Refusals(input, sopClass, profile) is { Count: > 0 } unwanted) return new Outcome.Refused(unwanted);
        var subject = Subject.Of(input, profile, keys, known, names);
        var uids = new UidMap(keys.Uid);
        var tally = new Tally();
        if (!subject.IsNamed) tally.Find(FindingCode.NoPatientId);
        if (pixels is null && PixelRisk.IsHigh(input, sopClass)) tally.Find(FindingCode.PixelsNotLooked);

        var output = new Cleaner(subject, profile, keys, uids, tally).Clean(input, IodTypes.Of(sopClass));
        pixels ??= PixelReport.None;
        foreach (var finding in pixels.Findings) tally.Add(finding);
        Stamp.Write(output, subject, profile, tally.Used, pixels);

        var receipt = Write(profile, keys, tally);
        if (Admission.Doubts(input, sopClass, profile, pixels) is { Count: > 0 } doubts) return new Outcome.Quarantined(doubts, receipt);
        return new Outcome.Released(output, receipt, Identity(input, output, subject, uids));
    }

    private static Receipt Write(Profile profile, Keys keys, Tally tally) => new()
    {
        Profile = profile.Name,
        ProfileVersion = profile.Version,
        ProfileSha256 = profile.Sha256,
        Tables = Embedded.Versions,
        KeyId = keys.KeyId,
        Actions = tally.Actions,
        Findings = tally.Findings,
    };

    private static MappedIdentity Identity(DataSet input, DataSet output, Subject subject, UidMap uids) => new()
    {
        Original = new OriginalIdentity
        {
            PatientName = input.GetString(Tags.PatientName),
            PatientId = input.GetString(Tags.PatientID),
            IssuerOfPatientId = input.GetString(Tags.IssuerOfPatientID),
            BirthDate = input.GetString(Tags.PatientBirthDate),
            Sex = input.GetString(Tags.PatientSex),
            Accession = input.GetString(Tags.AccessionNumber),
            StudyId = input.GetString(Tags.StudyID),
            StudyUid = input.GetString(Tags.StudyInstanceUID)!,
            SeriesUid = input.GetString(Tags.SeriesInstanceUID)!,
            SopUid = input.GetString(Tags.SOPInstanceUID)!,
            StudyDate = input.GetString(Tags.StudyDate),
            StudyTime = input.GetString(Tags.StudyTime),
            ReferringPhysician = input.GetString(Tags.ReferringPhysicianName),
        },
        Pseudonym = subject.Pseudonym,
        Accession = output.GetString(Tags.AccessionNumber),
        StudyUid = output.GetString(Tags.StudyInstanceUID)!,
        SeriesUid = output.GetString(Tags.SeriesInstanceUID)!,
        SopUid = output.GetString(Tags.SOPInstanceUID)!,
        DayShift = subject.Shift?.Days ?? 0,
        Uids = uids.Pairs,
        Names = subject.Identity.Names,
        Terms = subject.Identity.Terms,
    };
}
