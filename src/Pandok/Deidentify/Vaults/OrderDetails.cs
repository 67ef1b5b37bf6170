namespace Pandok.Deidentify.Vaults;

/// <summary>What an order says about its patient, in the originals, and every word a person wrote in it. Never stored outside the vault, never logged.</summary>
/// <param name="PatientName">A DICOM person name (PS3.5 section 6.2.1).</param>
/// <param name="BirthDate">yyyyMMdd.</param>
/// <param name="Sex">F, M, O or null.</param>
/// <param name="Number">The number that the placer's system gave.</param>
internal sealed record OrderDetails(
    string PatientName, string PatientId, string? BirthDate, string? Sex,
    string Accession, string StudyUid, string? Number, string Procedure, string? Question, string? Referrer);
