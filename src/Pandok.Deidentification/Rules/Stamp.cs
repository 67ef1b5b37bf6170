using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>The marks that say what was done (PS3.15 E.1.1, PS3.3 C.7.1.1 and C.12.1): only what is true of this object.</summary>
internal static class Stamp
{
    private const string Product = "Pandok";
    private static readonly Tag ContributingEquipment = new(0x0018A001);
    private static readonly Tag PurposeOfReference = new(0x0040A170);
    private static readonly Tag SoftwareVersions = new(0x00181020);
    private static readonly Tag CodeValue = new(0x00080100);
    private static readonly string Version = typeof(Stamp).Assembly.GetName().Version?.ToString(3) ?? "0";

    public static void Write(DataSet output, Subject subject, Profile profile)
    {
        output.Set(Elements.Text(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192"));
        output.Set(Elements.Text(Tags.PatientName, Vr.PN, $"Anonymous^{subject.Pseudonym}"));
        output.Set(Elements.Text(Tags.PatientID, Vr.LO, subject.Pseudonym));
        output.Set(Elements.Text(Tags.PatientIdentityRemoved, Vr.CS, "YES"));
        output.Set(Elements.Text(Tags.DeidentificationMethod, Vr.LO, [$"{Product} {profile.Name} {profile.Version}", $"SHA-256 {profile.Sha256[..16]}"]));
        output.Set(DataElement.OfItems(Tags.DeidentificationMethodCodeSequence, WithCodes(output, profile)));
        output.Set(Elements.Text(Tags.LongitudinalTemporalInformationModified, Vr.CS, profile.Has(Options.ModifiedDates) ? "MODIFIED" : "REMOVED"));
        output.Set(DataElement.OfItems(ContributingEquipment, WithEquipment(output)));
    }

    private static List<DataSet> WithCodes(DataSet output, Profile profile)
    {
        var items = output.GetItems(Tags.DeidentificationMethodCodeSequence).ToList();
        Add("113100", "Basic Application Confidentiality Profile");
        if (profile.Has(Options.ModifiedDates)) Add("113107", "Retain Longitudinal Temporal Information Modified Dates Option");
        if (profile.Has(Options.PatientCharacteristics)) Add("113108", "Retain Patient Characteristics Option");
        return items;

        void Add(string code, string meaning)
        {
            if (!items.Exists(item => item.GetString(CodeValue) == code)) items.Add(Elements.Code(code, "DCM", Lexicon.Meaning("DCM", code) ?? meaning));
        }
    }

    private static List<DataSet> WithEquipment(DataSet output)
    {
        var items = output.GetItems(ContributingEquipment).Where(item => item.GetString(Tags.Manufacturer) != Product).ToList();
        var ours = new DataSet();
        ours.Set(Elements.Text(Tags.Manufacturer, Vr.LO, Product));
        ours.Set(Elements.Text(Tags.ManufacturerModelName, Vr.LO, Product));
        ours.Set(Elements.Text(SoftwareVersions, Vr.LO, Version));
        ours.Set(DataElement.OfItems(PurposeOfReference, Elements.Code("109104", "DCM", "De-identifying Equipment")));
        items.Add(ours);
        return items;
    }
}
