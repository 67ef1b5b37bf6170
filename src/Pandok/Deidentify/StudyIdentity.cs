namespace Pandok.Deidentify;

/// <summary>What the vault gives back about a study, for the site that sent it. Never stored outside the vault.</summary>
internal sealed record StudyIdentity(
    string? PatientName, string? PatientId, string? BirthDate, string? Sex,
    string? Accession, string StudyUid, string? StudyDate, string? StudyTime, string? ReferringPhysician);
