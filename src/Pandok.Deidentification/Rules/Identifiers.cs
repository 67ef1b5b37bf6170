using Pandok.Deidentification.Mapping;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>The few identifiers that get a pseudonym instead of the table's empty value, wherever they stand, so that patients and studies stay apart.</summary>
internal sealed class Identifiers(Subject subject, Keys keys, Tally tally)
{
    /// <summary>The replaced element; null if the tag is none of them.</summary>
    public DataElement? Replace(DataSet input, DataElement element)
    {
        var tag = element.Tag;
        if (element.IsEmpty) return null;
        if (tag == Tags.PatientName) return Write(tag, Vr.PN, $"Anonymous^{subject.PseudonymOf(input.GetString(Tags.PatientID) ?? string.Empty, input.GetString(Tags.IssuerOfPatientID))}");
        if (tag == Tags.PatientID) return Write(tag, Vr.LO, subject.PseudonymOf(input.GetString(tag) ?? string.Empty, input.GetString(Tags.IssuerOfPatientID)));
        if (tag == Tags.AccessionNumber && input.GetString(tag) is { } accession) return Write(tag, Vr.SH, Accession(keys, accession));
        if (tag == Tags.StudyID && input.GetString(tag) is { } study) return Write(tag, Vr.SH, Pseudonyms.Number(keys, "study", Keyed.Normalise(study)));
        return null;
    }

    public static string Accession(Keys keys, string original) => Pseudonyms.Number(keys, "accession", Keyed.Normalise(original));

    private DataElement Write(Tag tag, Vr vr, string value)
    {
        tally.Count(Deed.Pseudonym);
        return Elements.Text(tag, vr, value);
    }
}
