using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>The marks that say what was done (PS3.15 E.1.1, PS3.3 C.7.1.1 and C.12.1): only what is true of this object.</summary>
internal static class Stamp
{
    private const string Product = "Pandok";
    private const string PixelMask = "113047"; // CID 7203
    private static readonly Tag ContributingEquipment = new(0x0018A001);
    private static readonly Tag PurposeOfReference = new(0x0040A170);
    private static readonly Tag SoftwareVersions = new(0x00181020);
    private static readonly Tag CodeValue = new(0x00080100);
    private static readonly Tag CodingScheme = new(0x00080102);
    private static readonly Tag BurnedInAnnotation = new(0x00280301);
    private static readonly Tag RecognizableVisualFeatures = new(0x00280302);
    private static readonly Tag DerivationDescription = new(0x00082111), DerivationCode = new(0x00089215);
    private static readonly string Version = typeof(Stamp).Assembly.GetName().Version?.ToString(3) ?? "0";

    // CID 7050.
    private static readonly (Options Option, string Code, string Meaning)[] Codes =
    [
        (Options.None, "113100", "Basic Application Confidentiality Profile"),
        (Options.CleanPixelData, "113101", "Clean Pixel Data Option"),
        (Options.CleanVisualFeatures, "113102", "Clean Recognizable Visual Features Option"),
        (Options.CleanGraphics, "113103", "Clean Graphics Option"),
        (Options.CleanStructuredContent, "113104", "Clean Structured Content Option"),
        (Options.CleanDescriptors, "113105", "Clean Descriptors Option"),
        (Options.FullDates, "113106", "Retain Longitudinal Temporal Information Full Dates Option"),
        (Options.ModifiedDates, "113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
        (Options.PatientCharacteristics, "113108", "Retain Patient Characteristics Option"),
        (Options.DeviceIdentity, "113109", "Retain Device Identity Option"),
        (Options.RetainUids, "113110", "Retain UIDs Option"),
        (Options.SafePrivate, "113111", "Retain Safe Private Option"),
        (Options.InstitutionIdentity, "113112", "Retain Institution Identity Option"),
    ];

    // Used are the options that decided about something in this object's header.
    public static void Write(DataSet output, Subject subject, Profile profile, Options used, PixelReport pixels)
    {
        output.Set(Elements.Text(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192"));
        output.Set(Elements.Text(Tags.PatientName, Vr.PN, $"Anonymous^{subject.Pseudonym}"));
        output.Set(Elements.Text(Tags.PatientID, Vr.LO, subject.Pseudonym));
        output.Set(Elements.Text(Tags.PatientIdentityRemoved, Vr.CS, "YES"));
        output.Set(Elements.Text(Tags.DeidentificationMethod, Vr.LO, [$"{Product} {Version}", $"{Product} {profile.Name} {profile.Version}", profile.Sha256]));
        output.Set(DataElement.OfItems(Tags.DeidentificationMethodCodeSequence, WithCodes(output, used | Done(profile, pixels))));
        output.Set(Elements.Text(Tags.LongitudinalTemporalInformationModified, Vr.CS, profile.Has(Options.ModifiedDates) ? "MODIFIED" : profile.Has(Options.FullDates) ? "UNMODIFIED" : "REMOVED"));
        if (pixels.IsTextFree) output.Set(Elements.Text(BurnedInAnnotation, Vr.CS, "NO"));
        if (pixels.IsDefaced) output.Set(Elements.Text(RecognizableVisualFeatures, Vr.CS, "NO"));
        var isFaceCut = pixels is { IsDefaced: true, IsFaceElsewhere: false };
        if (pixels.IsBlanked || isFaceCut) NoteDerivation(output, isFaceCut ? "De-identified: face masked" : "De-identified: text in pixels blanked");
        output.Set(DataElement.OfItems(ContributingEquipment, WithEquipment(output)));
    }

    /// <summary>Marks that are written anew in every object, so an earlier pass's are not asked.</summary>
    public static bool Writes(Tag tag) => tag == Tags.PatientIdentityRemoved || tag == Tags.DeidentificationMethod || tag == Tags.LongitudinalTemporalInformationModified;

    private static Options Done(Profile profile, PixelReport pixels)
    {
        var done = Options.None;
        if (pixels.IsTextFree && profile.Has(Options.CleanPixelData)) done |= Options.CleanPixelData;
        if (pixels.IsDefaced) done |= Options.CleanVisualFeatures;
        if (pixels.AreGraphicsCleaned) done |= Options.CleanGraphics;
        return done;
    }

    /// <summary>Notes that an option was carried out, once.</summary>
    public static void Add(DataSet output, Options option) => output.Set(DataElement.OfItems(Tags.DeidentificationMethodCodeSequence, WithCodes(output, option)));

    // PS3.3 C.7.6.1.1.3: how the pixels were made of others. Which these were would be the original's UID, so Source Image Sequence gets no item.
    private static void NoteDerivation(DataSet output, string note)
    {
        var before = output.GetString(DerivationDescription);
        if (before?.Contains(note, StringComparison.Ordinal) != true)
            output.Set(Elements.Text(DerivationDescription, Vr.ST, before is { Length: > 0 and < 900 } ? $"{before}; {note}" : note));
        var steps = output.GetItems(DerivationCode).ToList();
        if (steps.Exists(step => step.GetString(CodeValue) == PixelMask)) return;
        steps.Add(Elements.Code(PixelMask, "DCM", Lexicon.Meaning("DCM", PixelMask) ?? "Pixel by pixel mask"));
        output.Set(DataElement.OfItems(DerivationCode, steps));
    }

    // What an earlier de-identifier said of its own work stays.
    private static List<DataSet> WithCodes(DataSet output, Options done)
    {
        var items = output.GetItems(Tags.DeidentificationMethodCodeSequence).ToList();
        foreach (var (option, code, meaning) in Codes)
        {
            var isKnown = items.Exists(item => item.GetString(CodeValue) == code && item.GetString(CodingScheme) == "DCM");
            if (!isKnown && (option == Options.None || (done & option) != 0)) items.Add(Elements.Code(code, "DCM", Lexicon.Meaning("DCM", code) ?? meaning));
        }
        return items;
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
