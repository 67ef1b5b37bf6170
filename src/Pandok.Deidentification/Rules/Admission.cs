using Pandok.Deidentification.Faces;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>Which objects come in at all, and which of them the header's rules cannot clean.</summary>
internal static class Admission
{
    private static readonly Tag EncapsulatedDocument = new(0x00420011);

    /// <summary>Reasons to refuse; none if the object may come in.</summary>
    public static IReadOnlyList<Reason> Refusals(DataSet input)
    {
        var reasons = new List<Reason>();
        if (input.Any(element => element.Tag.Group is 0x0000 or 0x0004)) reasons.Add(Reason.ClassRefused);
        var sopClass = input.GetString(Tags.SOPClassUID);
        if (sopClass is null || input.GetString(Tags.SOPInstanceUID) is null || input.GetString(Tags.SeriesInstanceUID) is null || input.GetString(Tags.StudyInstanceUID) is null)
            reasons.Add(Reason.UidMissing);
        else if (reasons.Count == 0 && !IsTaken(sopClass)) reasons.Add(Reason.ClassRefused);
        return reasons;
    }

    /// <summary>Reasons to refuse that the profile gives: documents or videos it does not take.</summary>
    public static IReadOnlyList<Reason> Refusals(DataSet input, string sopClass, Profile profile) =>
        [.. Doubts(input, sopClass).Where(doubt => (doubt == Reason.Document ? profile.Documents : profile.Video) == DocumentRule.Refuse)];

    /// <summary>Reasons for quarantine that the header alone tells.</summary>
    public static IReadOnlyList<Reason> Doubts(DataSet input, string sopClass)
    {
        var keyword = Uids.Find(sopClass)?.Keyword ?? string.Empty;
        var reasons = new List<Reason>();
        if (keyword.StartsWith("Encapsulated", StringComparison.Ordinal) || input.Contains(EncapsulatedDocument)) reasons.Add(Reason.Document);
        if (keyword.StartsWith("Video", StringComparison.Ordinal)) reasons.Add(Reason.Video);
        return reasons;
    }

    /// <summary>Reasons for quarantine of an object whose pixels are as the report says.</summary>
    public static IReadOnlyList<Reason> Doubts(DataSet input, string sopClass, Profile profile, PixelReport pixels)
    {
        var reasons = Doubts(input, sopClass);
        if (!profile.Deface || pixels.IsDefaced) return reasons;
        var field = HeadWords.Of(input);
        return field == HeadField.Yes || field == HeadField.Unknown && !pixels.IsHeadless ? [.. reasons, Reason.Face] : reasons;
    }

    private static bool IsTaken(string sopClass) => Uids.Find(sopClass) is { Kind: "SOPClass" } row && row.Keyword != "MediaStorageDirectoryStorage"
        && (Uids.IsStorage(sopClass) || sopClass.StartsWith("1.2.840.10008.5.1.4.1.1.", StringComparison.Ordinal));
}
