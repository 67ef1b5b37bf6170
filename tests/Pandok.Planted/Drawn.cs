using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Planted;

/// <summary>Images with text in their pixels, overlays, curves and icons.</summary>
public sealed partial class Corpus
{
    private void Drawn()
    {
        Burn("us-rle", 1, Utf8, "1.2.840.10008.5.1.4.1.1.6.1", "US", 20, 3, 1, "1.2.840.10008.1.2.5");
        Burn("us-cine", 1, Utf8, "1.2.840.10008.5.1.4.1.1.3.1", "US", 21, 1, 4, "1.2.840.10008.1.2.1");
        Burn("sc-j2k", 2, "", "1.2.840.10008.5.1.4.1.1.7", "OT", 22, 3, 1, "1.2.840.10008.1.2.4.90");
        Burn("sc-jpegls", 2, "WRONG", "1.2.840.10008.5.1.4.1.1.7", "OT", 23, 1, 1, "1.2.840.10008.1.2.4.80");
        Burn("cr-overlay", 2, "", "1.2.840.10008.5.1.4.1.1.1", "CR", 24, 1, 1, "1.2.840.10008.1.2.1");
        Burn("xa-cine", 3, "KOREAN-WITHOUT-ESCAPES", "1.2.840.10008.5.1.4.1.1.12.1", "XA", 25, 1, 3, "1.2.840.10008.1.2.4.70");
    }

    private void Burn(string name, int patient, string charset, string sopClass, string modality, int series, int samples, int count, string syntax)
    {
        var person = people[patient];
        var set = modules.Base(person, name, charset, sopClass, modality, series, 1);
        set.Put("ImageType", modality is "US" or "XA" ? "ORIGINAL" : "DERIVED", "PRIMARY", modality is "XA" ? "SINGLE PLANE" : "").Put("PatientOrientation").Put("LossyImageCompression", "00");
        if (modality == "OT") set.Put("ConversionType", "WSD");
        if (modality == "US") set.Put("SequenceOfUltrasoundRegions", Region());
        if (modality == "XA") set.Put("KVP", "80").Put("XRayTubeCurrent", 10).Put("ExposureTime", 5).Put("RadiationSetting", "GR").Put("PixelIntensityRelationship", "LIN");
        if (modality == "CR") Planes(set, person);
        if (count > 1) set.Put("FrameTime", "33").Put("FrameIncrementPointer", 0x00181063);
        var layout = modules.Image(set, name, 200, 320, samples, 8, count);
        var frames = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            var frame = new Frame(random, layout);
            var line = $"{person.Family} {person.Id}";
            var (width, height) = frame.Write(line, 6, 6, 2);
            Truth.Burns(name, i, 6, 6, width, height);
            if (i == count - 1)
            {
                (width, height) = frame.Write(person.Birth, 200, 180, 1);
                Truth.Burns(name, i, 200, 180, width, height);
            }
            frames.Add(frame.Samples);
        }
        // Text where the class of the object promises none is a person's matter.
        Add(name, patient, set, syntax, frames, mustRelease: modality != "CR");
    }

    private static DataSet Region() => Values.Item(("RegionSpatialFormat", 1), ("RegionDataType", 1), ("RegionFlags", 0), ("RegionLocationMinX0", 20), ("RegionLocationMinY0", 30), ("RegionLocationMaxX1", 300), ("RegionLocationMaxY1", 170),
        ("PhysicalUnitsXDirection", 3), ("PhysicalUnitsYDirection", 3), ("PhysicalDeltaX", 0.01), ("PhysicalDeltaY", 0.01));

    // An overlay with a comment, a curve, an icon with a name drawn into it.
    private static void Planes(DataSet set, Person person)
    {
        set.SetIntegers(new Tag(0x60000010), Vr.US, 16).SetIntegers(new Tag(0x60000011), Vr.US, 16).Set(new Tag(0x60000022), Vr.LO, $"overlay of {person.Latin}").Set(new Tag(0x60000040), Vr.CS, "G").SetIntegers(new Tag(0x60000050), Vr.SS, 1, 1)
            .SetIntegers(new Tag(0x60000100), Vr.US, 1).SetIntegers(new Tag(0x60000102), Vr.US, 0).Set(new Tag(0x60001500), Vr.LO, person.Family);
        set.Set(DataElement.Of(new Tag(0x60003000), Vr.OW, new byte[32]));
        set.Set(new Tag(0x60004000), Vr.LT, person.Registration);
        set.SetIntegers(new Tag(0x50000005), Vr.US, 1).Set(new Tag(0x50000022), Vr.LO, person.Phone).Set(new Tag(0x50002500), Vr.LO, person.Latin);
        set.Set(DataElement.Of(new Tag(0x50003000), Vr.OW, Encoding.UTF8.GetBytes(Even(person.Id))));
        var icon = Values.Item(("SamplesPerPixel", 1), ("PhotometricInterpretation", "MONOCHROME2"), ("Rows", 8), ("Columns", 8), ("BitsAllocated", 8), ("BitsStored", 8), ("HighBit", 7), ("PixelRepresentation", 0));
        icon.Set(DataElement.Of(Tags.PixelData, Vr.OB, Encoding.UTF8.GetBytes(person.Latin.PadRight(64)[..64])));
        set.SetItems(Values.TagOf("IconImageSequence"), icon);
    }
}
