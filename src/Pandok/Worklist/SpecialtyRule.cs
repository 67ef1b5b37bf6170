namespace Pandok.Worklist;

/// <summary>One row of <c>specialties.csv</c>. Words are normalised: " chest " a whole word, " hepat" a beginning, "흉부" anywhere.</summary>
internal sealed record SpecialtyRule(
    string Specialty, IReadOnlySet<string> Modalities, IReadOnlySet<string> BodyParts, IReadOnlyList<string> Words, int? AgeUnder)
{
    public bool Fits(string modality, string bodyPart, string description, double? years) =>
        (Modalities.Count == 0 || Modalities.Contains(modality))
        && (AgeUnder is null || years < AgeUnder)
        && ((BodyParts.Count == 0 && Words.Count == 0)
            || BodyParts.Contains(bodyPart)
            || Words.Any(word => description.Contains(word, StringComparison.Ordinal)));
}
