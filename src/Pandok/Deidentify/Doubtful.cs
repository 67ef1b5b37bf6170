using Pandok.Deidentification;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentify.Quarantine;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Deidentify;

/// <summary>Outcomes of instances that are not released, under their mapped UIDs.</summary>
internal static class Doubtful
{
    /// <summary>Refused or quarantined by the library.</summary>
    public static DeidentifyOutcome Of(Outcome outcome, DicomHeader header, StudyContext context, PixelVerdict? pixels) => outcome switch
    {
        Outcome.Refused refused => new DeidentifyOutcome.Withheld(Word(refused.Reasons[0]), "Not an object that can be de-identified"),
        Outcome.Quarantined quarantined => Held(header, context, [.. quarantined.Reasons.Select(reason => reason.ToCode())], quarantined.Receipt, pixels),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    public static DeidentifyOutcome.Held Held(DicomHeader header, StudyContext context, IReadOnlyList<string> reasons, Receipt receipt, PixelVerdict? pixels = null)
    {
        string Uid(Tag tag) => Mapped.Uid(context.Keys, header.DataSet.GetString(tag) ?? "");
        return new(reasons, receipt, HeldBox.Of(pixels, header.DataSet), Uid(Tags.StudyInstanceUID), Uid(Tags.SeriesInstanceUID), Uid(Tags.SOPInstanceUID));
    }

    /// <summary>The rules themselves failed on it.</summary>
    public static DeidentifyOutcome.Held Fault(DicomHeader header, StudyContext context, Profile profile) => Held(header, context, [HeldReason.Fault], new Receipt
    {
        Profile = profile.Name,
        ProfileVersion = profile.Version,
        ProfileSha256 = profile.Sha256,
        Tables = [],
        KeyId = context.Keys.KeyId,
        Actions = new Dictionary<string, int>(),
        Findings = [],
    });

    private static string Word(Reason reason) => char.ToLowerInvariant(reason.ToString()[0]) + reason.ToString()[1..];
}
