using System.Text;

namespace Pandok.Deidentify.Vaults;

/// <summary>A study's identity grows with its instances: a later one may fill what was missing, never change or blank what is known.</summary>
internal static class IdentityMerge
{
    /// <summary>The merged identity, or null when the two are not the same patient's study.</summary>
    public static StudyIdentity? Merge(StudyIdentity known, StudyIdentity more)
    {
        if (known.StudyUid != more.StudyUid || !MaybeSamePatient(known.PatientId, more.PatientId)) return null;
        return new(
            Filled(known.PatientName, more.PatientName), Filled(known.PatientId, more.PatientId), Filled(known.BirthDate, more.BirthDate), Filled(known.Sex, more.Sex),
            Filled(known.Accession, more.Accession), known.StudyUid, Filled(known.StudyDate, more.StudyDate), Filled(known.StudyTime, more.StudyTime),
            Filled(known.ReferringPhysician, more.ReferringPhysician));
    }

    /// <summary>Nothing speaks against it: an ID is missing, or they agree in letters and digits.</summary>
    public static bool MaybeSamePatient(string? one, string? other) =>
        string.IsNullOrWhiteSpace(one) || string.IsNullOrWhiteSpace(other) || Plain(one) == Plain(other);

    private static string? Filled(string? known, string? more) => string.IsNullOrWhiteSpace(known) ? (string.IsNullOrWhiteSpace(more) ? null : more) : known;

    // Broken surrogates cannot be normalised; enumerating runes replaces them.
    private static string Plain(string id) => string.Concat(string.Concat(id.EnumerateRunes()).Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
