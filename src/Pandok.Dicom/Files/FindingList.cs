using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>What was forgiven; in strict reading the first breach ends the reading.</summary>
internal sealed class FindingList(ReadMode mode)
{
    private const int Most = 1000; // a hostile file must not fill the memory with findings
    private readonly List<ReadFinding> found = [];

    public IReadOnlyList<ReadFinding> Found => found;

    public void Add(ReadFindingCode code, Tag tag, long offset)
    {
        if (mode == ReadMode.Strict && code != ReadFindingCode.UnWithKnownVr) throw new DicomException(DicomError.Invalid, $"{code} in strict reading", offset, tag);
        if (found.Count < Most) found.Add(new ReadFinding(code, tag, offset));
    }
}
