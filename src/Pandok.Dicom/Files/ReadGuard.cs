using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>Stands beside one run of the parser: counts what is read against the limits, and tells what was forgiven and what cannot be.</summary>
internal sealed class ReadGuard(ByteSource source, ReadLimits limits, FindingList findings)
{
    private readonly long origin = source.Position;
    private int count;

    public ReadLimits Limits => limits;

    /// <summary>One more element or item.</summary>
    public void Count(Tag tag)
    {
        if (++count > limits.Elements) throw Fault(DicomError.LimitExceeded, "More elements and items than the limit", tag);
    }

    /// <summary>Whether so many bytes have room from here, in what holds them and in the header as a whole.</summary>
    /// <param name="end">Where the container ends; -1 if a delimiter closes it.</param>
    /// <param name="length">Bytes from here.</param>
    /// <param name="tag">Who claims them.</param>
    public void CheckRoom(long end, long length, Tag tag)
    {
        if (end >= 0 && source.Position + length > end) throw Fault(DicomError.Structure, "A length leaves its container", tag);
        if (source.Position - origin + length > limits.HeaderBytes) throw Fault(DicomError.LimitExceeded, "The header is larger than the limit", tag);
    }

    /// <summary>Adds an element; one that is out of order is told.</summary>
    public void Store(DataSet set, DataElement element)
    {
        if (set.Append(element)) return;
        Find(ReadFindingCode.OutOfOrder, element.Tag);
        set.Set(element);
    }

    public void Find(ReadFindingCode code, Tag tag) => findings.Add(code, tag, source.Position);

    public DicomException Fault(DicomError error, string message, Tag? tag = null) => new(error, message, source.Position, tag);
}
