using Pandok.Deidentification;
using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;
using Pandok.Studies;

namespace Pandok.Deidentify;

/// <summary>The verifier on an object that is clean, or should be: nothing is known of what it was made of but the words of its study.</summary>
internal static class HeadSearch
{
    /// <param name="head">The file up to Pixel Data.</param>
    /// <param name="set">What it says.</param>
    public static IReadOnlyList<Finding> Run(ReadOnlyMemory<byte> head, DataSet set, Study study, IdentitySet words) => Verifier.Check(head, new MappedIdentity
    {
        // Original UIDs are not asked for: they do not depend on the words.
        Original = new OriginalIdentity { StudyUid = "-", SeriesUid = "-", SopUid = "-" },
        Pseudonym = study.Pseudonym,
        Accession = study.Accession,
        StudyUid = study.Uid,
        SeriesUid = set.GetString(Tags.SeriesInstanceUID)!,
        SopUid = set.GetString(Tags.SOPInstanceUID)!,
        DayShift = 0,
        Uids = new Dictionary<string, string>(),
        Names = words.Names,
        Terms = words.Terms,
    });
}
