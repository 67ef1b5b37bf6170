using Pandok.Deidentification.Text;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Files;

namespace Pandok.Commands.Offline;

/// <summary>What the objects of one study say together about people and places, gathered from all headers before the first is cleaned, so that files can be worked at in any order. Safe for concurrent use.</summary>
internal sealed class StudyWords(string profile)
{
    private readonly Lock gate = new();

    public StudyVerifier Verifier { get; } = new(profile);

    /// <summary>For the de-identifier; null if no header was read.</summary>
    public IdentitySet? Known { get; private set; }

    public void Add(DicomHeader header)
    {
        var own = IdentitySet.Of(header.DataSet);
        Verifier.Expect(Original.Of(header));
        lock (gate) Known = Known?.With(own) ?? own;
    }
}
