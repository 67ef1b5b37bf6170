namespace Pandok.Deidentification.Verify;

/// <summary>Section 14 (h): one pseudonym and one shift for a patient, one map for UIDs, both ways.</summary>
internal sealed class StudyMap
{
    private readonly Dictionary<string, (string Pseudonym, int Shift)> patients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> uids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> back = new(StringComparer.Ordinal);

    /// <summary>True if the object agrees with all seen before; what disagrees is not taken in.</summary>
    public bool Agrees(MappedIdentity identity)
    {
        var original = identity.Original;
        // Without a Patient ID the study is the person (section 7 of the design).
        var patient = Fold(original.PatientId) is { Length: > 0 } id ? $"{Fold(original.IssuerOfPatientId)}\0{id}" : $"\0\0{original.StudyUid}";
        if (patients.TryGetValue(patient, out var known) && known != (identity.Pseudonym, identity.DayShift)) return false;
        if (people.TryGetValue(identity.Pseudonym, out var other) && other != patient) return false;
        if (identity.Uids.Values.Distinct().Count() != identity.Uids.Count) return false;
        foreach (var (from, to) in identity.Uids)
        {
            if (uids.TryGetValue(from, out var before) && before != to) return false;
            if (back.TryGetValue(to, out var source) && source != from) return false;
        }
        patients[patient] = (identity.Pseudonym, identity.DayShift);
        people[identity.Pseudonym] = patient;
        foreach (var (from, to) in identity.Uids) (uids[from], back[to]) = (to, from);
        return true;
    }

    private static string Fold(string? text) => string.Join(' ', (text ?? string.Empty).Normalize(System.Text.NormalizationForm.FormKC).Split([' ', '\0', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
