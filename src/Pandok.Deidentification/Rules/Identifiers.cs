using Pandok.Deidentification.Mapping;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>The few identifiers that get a pseudonym instead of the table's empty value (Z allows a dummy), wherever they stand, so that patients and studies stay apart.</summary>
internal sealed class Identifiers(Subject subject, Keys keys, Tally tally)
{
    private static readonly Tag PlacerOrderNumber = new(0x00402016);
    private static readonly Tag FillerOrderNumber = new(0x00402017);

    /// <summary>The replaced element; null if the tag is none of them, or says nothing.</summary>
    public DataElement? Replace(DataSet input, DataElement element)
    {
        var tag = element.Tag;
        if (element.IsEmpty || !IsOne(tag)) return null;
        if (tag == Tags.PatientName) return Write(tag, Vr.PN, $"Anonymous^{subject.PseudonymOf(input)}");
        if (tag == Tags.PatientID) return Write(tag, Vr.LO, subject.PseudonymOf(input));
        if (input.GetString(tag) is not { } original) return null;
        if (tag == Tags.AccessionNumber) return Write(tag, Vr.SH, Mapped.Accession(keys, original));
        if (tag == Tags.StudyID) return Write(tag, Vr.SH, Mapped.Number(keys, "study", original));
        return Write(tag, Vr.LO, Mapped.Number(keys, "order", original));
    }

    private static bool IsOne(Tag tag) => tag == Tags.PatientName || tag == Tags.PatientID || tag == Tags.AccessionNumber || tag == Tags.StudyID || tag == PlacerOrderNumber || tag == FillerOrderNumber;

    private DataElement Write(Tag tag, Vr vr, string value)
    {
        tally.Count(Deed.Pseudonym);
        return Elements.Text(tag, vr, value);
    }
}
