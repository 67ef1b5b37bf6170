using Pandok.Deidentification;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentify;
using Pandok.Studies;

namespace Pandok.Deliver;

/// <summary>
/// Before an identity is put to a report: what the report's study is called (study UID, accession number, pseudonym) must be what the vault's identity becomes under the keys it was sealed
/// with. One mismatch is enough to hold the delivery, for a report with another patient's name on it is worse than none.
/// </summary>
internal static class ThreeWay
{
    /// <param name="study">As the report names it.</param>
    /// <param name="keys">Those that the vault says the study was mapped with.</param>
    /// <param name="pseudonym">That under which the vault sealed the identity.</param>
    /// <returns>Null if the three agree; else which does not: <c>studyUid</c>, <c>accession</c>, <c>pseudonym</c>.</returns>
    public static string? Decide(Study study, Keys keys, string pseudonym, StudyIdentity identity)
    {
        if (Mapped.Uid(keys, identity.StudyUid) != study.Uid) return "studyUid";
        var accession = string.IsNullOrWhiteSpace(identity.Accession) ? null : Mapped.Accession(keys, identity.Accession);
        if (accession != (string.IsNullOrWhiteSpace(study.Accession) ? null : study.Accession)) return "accession";
        return pseudonym == study.Pseudonym ? null : "pseudonym";
    }
}
