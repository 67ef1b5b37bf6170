namespace Pandok.Report;

/// <summary>Everything one printed report says. Values are as DICOM writes them (dates YYYYMMDD, names with carets); the form makes them readable.</summary>
/// <param name="Language">"ko" or "en": the language of the labels.</param>
/// <param name="TimeZone">IANA name of the zone in which signing times are printed.</param>
internal sealed record ReportSheet(
    string Language, string TimeZone, DateTimeOffset GeneratedAt, string SiteName,
    SheetPatient Patient, SheetStudy Study, IReadOnlyList<SheetVersion> Versions)
{
    /// <summary>The key images, printed after the text.</summary>
    public IReadOnlyList<SheetPicture> Pictures { get; init; } = [];
}

/// <summary>The patient. With no name the sheet is pseudonymous and prints the pseudonym only.</summary>
internal sealed record SheetPatient(string Pseudonym, string? Name = null, string? Id = null, string? BirthDate = null, string? Sex = null, string? Age = null);

internal sealed record SheetStudy(
    string Uid, string Modality, string? BodyPart = null, string? Description = null, string? Date = null, string? Time = null,
    string? Accession = null, string? ReferringPhysician = null, int SeriesCount = 0, int InstanceCount = 0);

/// <summary>One signed version, in the order of signing: preliminary, final, then its addenda.</summary>
internal sealed record SheetVersion(SheetVersionKind Kind, string SignedBy, DateTimeOffset SignedAt, IReadOnlyList<SheetSection> Sections);

internal enum SheetVersionKind
{
    Preliminary,
    Final,
    Addendum,
}

/// <param name="Key">"indication", "technique", "comparison", "findings", "impression", "text" (no label); any other key is printed as the label.</param>
internal sealed record SheetSection(string Key, string Text);
