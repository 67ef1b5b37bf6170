using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Planted;

/// <summary>What old and careless writers leave: text behind a NUL, unknown tags, group lengths, padding, bytes behind the data set, other character sets.</summary>
public sealed partial class Corpus
{
    private void Odd()
    {
        var person = people[3];
        var set = Slice(3, "ct-after-nul", "KOREAN-WITHOUT-ESCAPES", 1);
        set.PutRaw(Values.TagOf("SeriesDescription"), Vr.LO, Encoding.UTF8, $"Axial\0{person.Registration}");
        set.PutRaw(Values.TagOf("Manufacturer"), Vr.LO, Encoding.UTF8, $"ACME Imaging\0{person.Latin}");
        foreach (var word in new[] { "lung", "1.0", "mm" }) Truth.Forget("ct-after-nul", word);
        Add("ct-after-nul", 3, set, "1.2.840.10008.1.2.1", Frames(set, 12, 1));

        set = Slice(3, "ct-unknown-tags", "", 2);
        set.Set(new Tag(0x00080003), Vr.LO, person.Latin).Set(new Tag(0x00189999), Vr.UT, person.Registration).Set(new Tag(0x00500002), Vr.PN, person.Latin);
        set.Set(DataElement.Of(new Tag(0x00280004), Vr.CS, "MONOCHROME2 "u8.ToArray()));
        set.SetIntegers(new Tag(0x00080000), Vr.UL, 1234).SetIntegers(new Tag(0x00100000), Vr.UL, 99);
        Add("ct-unknown-tags", 3, set, "1.2.840.10008.1.2.1", Frames(set, 12, 1));

        set = Slice(3, "ct-padding", "ISO_IR 13", 3);
        var trailer = new DataSet();
        trailer.Set(DataElement.Of(new Tag(0xFFFCFFFC), Vr.OB, Encoding.UTF8.GetBytes(Even($"{person.Latin} {person.Registration}"))));
        Add("ct-padding", 3, set, "1.2.840.10008.1.2.1", Frames(set, 12, 1), trailer: trailer);

        set = Slice(3, "ct-big-endian", "ISO_IR 100", 4);
        Add("ct-big-endian", 3, set, "1.2.840.10008.1.2.2", Frames(set, 12, 1));

        set = Slice(3, "ct-behind", "ISO_IR 100", 5);
        Add("ct-behind", 3, set, "1.2.840.10008.1.2.1", Frames(set, 12, 1), mustRelease: false, behind: Encoding.UTF8.GetBytes($"{person.Latin} {person.Registration}"));

        set = modules.Base(person, "dx-htj2k", "ISO_IR 100", "1.2.840.10008.5.1.4.1.1.1.1", "DX", 30, 1);
        set.Put("ImageType", "ORIGINAL", "PRIMARY").Put("PresentationIntentType", "FOR PRESENTATION").Put("PatientOrientation", "L", "F").Put("BodyPartExamined", "CHEST").Put("ImageLaterality", "U").Put("PixelIntensityRelationship", "LOG").Put("PixelIntensityRelationshipSign", -1)
            .Put("RescaleIntercept", "0").Put("RescaleSlope", "1").Put("RescaleType", "US").Put("PresentationLUTShape", "IDENTITY").Put("LossyImageCompression", "00").Put("BurnedInAnnotation", "NO").Put("WindowCenter", "2048").Put("WindowWidth", "4096")
            .Put("AnatomicRegionSequence", Values.Code("51185008", "SCT", $"Chest of {person.Family}")).Put("ViewPosition", "PA").Put("ImagerPixelSpacing", "0.14", "0.14").Put("AcquisitionContextSequence");
        modules.Describe(set, "dx-htj2k", "StudyDescription", "Chest", "PA");
        modules.Survive("dx-htj2k", "ViewPosition", "PA");
        modules.Survive("dx-htj2k", "ImagerPixelSpacing", "0.14");
        Add("dx-htj2k", 3, set, "1.2.840.10008.1.2.4.202", Frames(set, 12, 1));
    }
}
