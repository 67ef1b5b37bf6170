using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Planted;

/// <summary>CT, MR and PET objects: ordinary attributes, items three deep, private elements of all kinds, functional groups.</summary>
public sealed partial class Corpus
{
    private static readonly Tag RequestAttributes = Values.TagOf("RequestAttributesSequence");

    private void Tomography()
    {
        var korean = people[0];
        var set = Slice(0, "ct-explicit", Korean, 1);
        set.Put("SeriesDescription", "흉부 CT 조영 후");
        foreach (var word in new[] { "Axial", "lung", "1.0", "mm" }) Truth.Forget("ct-explicit", word);
        foreach (var word in new[] { "흉부", "CT", "조영" }) Truth.Describes("ct-explicit", Values.TagOf("SeriesDescription"), word);
        set.Put("RequestedProcedureDescription", $"Chest CT {korean.Family} {korean.Given}").Put("StudyComments", $"{korean.HangulGiven} 환자, {korean.KoreanHospital}, {korean.Phone}");
        set.SetItems(RequestAttributes, Deep(korean));
        Add("ct-explicit", 0, set, "1.2.840.10008.1.2.1", Frames(set, 12, 1), meta: Meta(korean), preamble: korean.Latin);

        set = Slice(0, "ct-implicit-private", Korean, 2);
        Private(set, korean, "ct-implicit-private");
        Add("ct-implicit-private", 0, set, "1.2.840.10008.1.2", Frames(set, 12, 1));

        set = Slice(0, "ct-jpeg-lossless", Korean, 3);
        Add("ct-jpeg-lossless", 0, set, "1.2.840.10008.1.2.4.70", Frames(set, 12, 1), comment: $"scanned {korean.Latin} {korean.Registration}");

        set = Slice(1, "ct-j2k", Utf8, 1);
        Add("ct-j2k", 1, set, "1.2.840.10008.1.2.4.90", Frames(set, 12, 1), comment: people[1].Latin);

        set = Slice(1, "ct-deflated", Utf8, 2);
        set.Put("ImageComments", $"{people[1].HangulGiven}님 추적, {people[1].Id}");
        Add("ct-deflated", 1, set, "1.2.840.10008.1.2.1.99", Frames(set, 12, 1));

        Magnetic();
        Positron();
    }

    private void Magnetic()
    {
        var person = people[1];
        var set = modules.Base(person, "mr-htj2k", Utf8, Mr, "MR", 2, 1);
        set.Put("ImageType", "ORIGINAL", "PRIMARY", "M").Put("ScanningSequence", "SE").Put("SequenceVariant", "NONE").Put("ScanOptions").Put("MRAcquisitionType", "2D").Put("EchoTime", "90").Put("RepetitionTime", "4000").Put("EchoTrainLength", 1)
            .Put("SequenceName", "tse2d").Put("MagneticFieldStrength", "3");
        modules.Plane(set, "mr-htj2k", person, 4);
        modules.Describe(set, "mr-htj2k", "SeriesDescription", "T2", "axial", "brain");
        modules.Survive("mr-htj2k", "EchoTime", "90");
        modules.Survive("mr-htj2k", "RepetitionTime", "4000");
        Add("mr-htj2k", 1, set, "1.2.840.10008.1.2.4.201", Frames(set, 12, 1));

        set = modules.Base(person, "ct-enhanced", Utf8, "1.2.840.10008.5.1.4.1.1.2.1", "CT", 3, 1);
        set.Put("ImageType", "ORIGINAL", "PRIMARY", "VOLUME", "NONE").Put("AcquisitionDateTime", $"{person.Date}101112").Put("InstanceCreatorUID", Truth.Uid($"{person.Root}.77"));
        modules.Plane(set, "ct-enhanced", person, 5);
        foreach (var moved in new[] { "ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "SliceThickness", "PatientPosition" })
        {
            set.Remove(Values.TagOf(moved));
            Truth.Forget("ct-enhanced", Values.TagOf(moved));
        }
        set.Put("SharedFunctionalGroupsSequence", Values.Item(
            ("PixelMeasuresSequence", Values.Item(("PixelSpacing", "0.5"), ("SliceThickness", "2"))),
            ("ReferencedImageSequence", Values.Reference(Ct, modules.Instance(person, 1, 1)))));
        Truth.Refers("ct-enhanced", [Values.TagOf("SharedFunctionalGroupsSequence"), Values.TagOf("ReferencedImageSequence"), Values.TagOf("ReferencedSOPInstanceUID")], "ct-j2k");
        Truth.Survives("ct-enhanced", [Values.TagOf("SharedFunctionalGroupsSequence"), Values.TagOf("PixelMeasuresSequence"), Values.TagOf("SliceThickness")], "2");
        set.Put("PerFrameFunctionalGroupsSequence", Group(person, 1), Group(person, 2));
        Truth.Survives("ct-enhanced", [Values.TagOf("PerFrameFunctionalGroupsSequence"), Values.TagOf("PlanePositionSequence"), Values.TagOf("ImagePositionPatient")], "0");
        Add("ct-enhanced", 1, set, "1.2.840.10008.1.2.1", Frames(set, 12, 2));
    }

    // Functional groups with dates, comments and a name inside.
    private static DataSet Group(Person person, int frame) => Values.Item(
        ("FrameContentSequence", Values.Item(("FrameAcquisitionDateTime", $"{person.Date}10111{frame}"), ("FrameReferenceDateTime", $"{person.Date}10111{frame}"), ("FrameAcquisitionDuration", 10),
            ("FrameComments", $"frame {frame} of {person.Family} {person.Registration}"), ("FrameLabel", person.HangulGiven))),
        ("PlanePositionSequence", Values.Item(("ImagePositionPatient", new[] { "0", "0", "5" }))),
        ("PatientPhysiologicalStateSequence", Values.Item(("PatientPhysiologicalStateCodeSequence", Values.Code("F-01602", "SRT", person.Latin)))));

    private void Positron()
    {
        var person = people[1];
        var set = modules.Base(person, "pt-jpegls", Utf8, "1.2.840.10008.5.1.4.1.1.128", "PT", 4, 1);
        set.Put("ImageType", "ORIGINAL", "PRIMARY").Put("SeriesTime", "101300").Put("AcquisitionDate", person.Date).Put("AcquisitionTime", "111300").Put("Units", "BQML").Put("CountsSource", "EMISSION").Put("SeriesType", "STATIC", "IMAGE")
            .Put("NumberOfSlices", 1).Put("CorrectedImage", "DECY", "ATTN").Put("DecayCorrection", "START").Put("CollimatorType", "NONE").Put("FrameReferenceTime", "1000").Put("ActualFrameDuration", 60000).Put("ImageIndex", 1)
            .Put("RescaleIntercept", "0").Put("RescaleSlope", "1.5").Put("CorrectedImage", "DECY", "ATTN")
            .Put("RadiopharmaceuticalInformationSequence", Values.Item(("Radiopharmaceutical", "FDG"), ("RadiopharmaceuticalStartTime", "100500"), ("RadionuclideTotalDose", "350000000"), ("RadionuclideHalfLife", "6586.2"), ("RadionuclidePositronFraction", "0.967"),
                ("RadionuclideCodeSequence", Values.Code("C-111A1", "SRT", "^18^Fluorine"))));
        modules.Plane(set, "pt-jpegls", person, 6);
        foreach (var (keyword, value) in new[] { ("RadionuclideTotalDose", "350000000"), ("RadionuclideHalfLife", "6586.2"), ("RadiopharmaceuticalStartTime", "100500") })
            Truth.Survives("pt-jpegls", [Values.TagOf("RadiopharmaceuticalInformationSequence"), Values.TagOf(keyword)], value);
        foreach (var (keyword, value) in new[] { ("Units", "BQML"), ("AcquisitionTime", "111300"), ("DecayCorrection", "START"), ("RescaleSlope", "1.5"), ("FrameReferenceTime", "1000") }) modules.Survive("pt-jpegls", keyword, value);
        set.Set(new Tag(0x70530010), Vr.LO, "Philips PET Private Group").Set(new Tag(0x70531000), Vr.DS, "0.0123").Set(new Tag(0x70531009), Vr.DS, "1.75");
        set.Set(new Tag(0x70531003), Vr.LO, person.Latin); // a neighbour that no list has
        Truth.IsSafe("pt-jpegls", 0x7053, "Philips PET Private Group", 0x00, "0.0123");
        Truth.IsSafe("pt-jpegls", 0x7053, "Philips PET Private Group", 0x09, "1.75");
        Add("pt-jpegls", 1, set, "1.2.840.10008.1.2.4.80", Frames(set, 16, 1));
    }

    private DataSet Deep(Person person) => Values.Item(
        ("RequestedProcedureID", person.Order), ("ScheduledProcedureStepID", person.Order), ("ScheduledProcedureStepDescription", $"Chest CT for {person.Family}"),
        ("ReferencedStudySequence", Values.Reference("1.2.840.10008.3.1.2.3.1", Truth.Uid($"{person.Root}.55"))),
        ("RequestedProcedureCodeSequence", Values.Item(("CodeValue", "X1"), ("CodingSchemeDesignator", "99DEMO"), ("CodeMeaning", $"{person.HangulGiven} {person.Phone}"),
            ("EquivalentCodeSequence", Values.Item(("CodeValue", "X2"), ("CodingSchemeDesignator", "99DEMO"), ("CodeMeaning", $"deep {person.Registration}"))))),
        ("RequestingServiceCodeSequence", Values.Item(("CodeValue", person.Id), ("CodingSchemeDesignator", "L"), ("CodeMeaning", person.KoreanHospital))));

    // Safe and unsafe creators, UN of sequences, a name as creator, a block of two.
    private void Private(DataSet set, Person person, string name)
    {
        set.Set(new Tag(0x00090010), Vr.LO, "ACME 1.0").Set(new Tag(0x00091001), Vr.LO, person.Latin).Set(new Tag(0x00091002), Vr.PN, person.Latin);
        set.Set(DataElement.Of(new Tag(0x00091003), Vr.UN, Encoding.UTF8.GetBytes(Even(person.Registration))));
        set.Set(DataElement.Of(new Tag(0x00091004), Vr.UN, Nested(person.Phone)));
        set.SetItems(new Tag(0x00091005), Values.Item(("PatientName", person.Latin), ("PatientID", person.Id)));
        set.Set(new Tag(0x00110010), Vr.LO, person.Hospital).Set(new Tag(0x00111001), Vr.DS, "1.5"); // a creator that is a place
        set.Set(new Tag(0x00190012), Vr.LO, "GEMS_ACQU_01").Set(new Tag(0x00191227), Vr.DS, "0.8").Set(new Tag(0x001912FE), Vr.LO, person.Id);
        set.Set(new Tag(0x00190013), Vr.LO, "GEMS ACQU 01").Set(new Tag(0x00191327), Vr.DS, "0.9"); // not quite its name
        set.Set(new Tag(0x20010010), Vr.LO, "Philips Imaging DD 001").SetIntegers(new Tag(0x20011013), Vr.SL, 17).Set(new Tag(0x20011085), Vr.DS, "1.5").Set(new Tag(0x20011099), Vr.LO, person.Accession);
        Truth.IsSafe(name, 0x0019, "GEMS_ACQU_01", 0x27, "0.8");
        Truth.IsSafe(name, 0x2001, "Philips Imaging DD 001", 0x13, "17");
        Truth.IsSafe(name, 0x2001, "Philips Imaging DD 001", 0x85, "1.5");
    }

    // An implicit sequence inside UN (CP-246).
    private static byte[] Nested(string text)
    {
        var value = Encoding.UTF8.GetBytes(Even(text));
        return [0xFE, 0xFF, 0x00, 0xE0, (byte)(8 + value.Length), 0, 0, 0, 0x10, 0x00, 0x54, 0x21, (byte)value.Length, 0, 0, 0, .. value];
    }

    private DataSet Meta(Person person)
    {
        var meta = new DataSet();
        meta.Set(new Tag(0x00020016), Vr.AE, person.Ae).Set(new Tag(0x00020017), Vr.AE, person.Ae).Set(new Tag(0x00020018), Vr.AE, person.Ae).Set(new Tag(0x00020100), Vr.UI, Truth.Uid($"{person.Root}.88"));
        meta.Set(DataElement.Of(new Tag(0x00020102), Vr.OB, Encoding.UTF8.GetBytes(Even(person.Id + person.Latin))));
        return meta;
    }

    private List<byte[]> Frames(DataSet set, int bits, int count, string name = "")
    {
        var layout = modules.Image(set, name, 96, 128, 1, bits, count);
        return [.. Enumerable.Range(0, count).Select(_ => new Frame(random, layout).Samples)];
    }

    private static string Even(string text) => Encoding.UTF8.GetByteCount(text) % 2 == 0 ? text : text + " ";
}
