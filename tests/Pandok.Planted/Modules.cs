using System.Text;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Planted;

/// <summary>The modules that the objects share, filled with what identifies.</summary>
internal sealed class Modules(Truth truth)
{
    /// <summary>Patient, study, series, equipment and SOP common modules of a person.</summary>
    public DataSet Base(Person person, string name, string charset, string sopClass, string modality, int series, int instance)
    {
        var set = new DataSet();
        if (charset.StartsWith("ISO", StringComparison.Ordinal) || charset.StartsWith('\\')) set.Set(Tags.SpecificCharacterSet, Vr.CS, charset.Split('\\'));
        Values.WriteIn(charset == "KOREAN-WITHOUT-ESCAPES" ? CharacterSet.Of("ISO 2022 IR 149") : set.CharacterSet);
        set.Put("SOPClassUID", sopClass).Put("SOPInstanceUID", Instance(person, series, instance))
            .Put("StudyInstanceUID", truth.Uid(person.Root)).Put("SeriesInstanceUID", truth.Uid($"{person.Root}.{series}"))
            .Put("StudyDate", person.Date).Put("SeriesDate", person.Date).Put("ContentDate", person.Day.AddDays(1).ToString("yyyyMMdd")).Put("StudyTime", "101112").Put("ContentTime", "101500")
            .Put("AccessionNumber", person.Accession).Put("StudyID", person.StudyId).Put("Modality", modality).Put("SeriesNumber", series).Put("InstanceNumber", instance)
            .Put("Manufacturer", "ACME Imaging").Put("ManufacturerModelName", "Scanner 9").Put("DeviceSerialNumber", person.Serial).Put("SoftwareVersions", "1.2.3")
            .Put("InstitutionName", person.Hospital).Put("InstitutionAddress", person.Street).Put("InstitutionalDepartmentName", $"{person.Hospital} Radiology").Put("StationName", person.Station)
            .Put("ReferringPhysicianName", $"{person.Doctor}^Ref").Put("PerformingPhysicianName", $"{person.Doctor}^Perf").Put("OperatorsName", $"{person.Operator}^Op")
            .Put("NameOfPhysiciansReadingStudy", $"{person.Doctor}^Read").Put("ReferringPhysicianTelephoneNumbers", person.Phone)
            .Put("PatientID", person.Id).Put("PatientBirthDate", person.Birth).Put("PatientSex", "F").Put("PatientAge", "045Y").Put("PatientSize", "1.62").Put("PatientWeight", "58")
            .Put("OtherPatientNames", $"{person.Family}^Alias").Put("PatientAddress", person.Street).Put("PatientTelephoneNumbers", person.Phone)
            .Put("PatientComments", $"Mother {person.Family}, RRN {person.Registration}, mail {person.Mail}").Put("MilitaryRank", person.OtherId).Put("CountryOfResidence", person.Hospital)
            .Put("OtherPatientIDsSequence", Values.Item(("PatientID", person.OtherId), ("TypeOfPatientID", "TEXT")))
            .Put("RequestingPhysician", $"{person.Doctor}^Req").Put("AdmissionID", person.Order).Put("FillerOrderNumberImagingServiceRequest", person.Order)
            .Put("IssueDateOfImagingServiceRequest", person.Date).Put("PersonNamesToUseSequence", Values.Item(("NameToUse", person.Given)))
            .Put("SecondaryCaptureDeviceID", person.Serial);
        Name(set, person, charset);
        Survive(name, "PatientSex", "F");
        Survive(name, "PatientAge", "045Y");
        Survive(name, "PatientWeight", "58");
        Survive(name, "Modality", modality);
        Survive(name, "StudyTime", "101112");
        Survive(name, "Manufacturer", "ACME Imaging");
        Survive(name, "ManufacturerModelName", "Scanner 9");
        return set;
    }

    public string Instance(Person person, int series, int instance) => truth.Uid($"{person.Root}.{series}.{instance}");

    public void Survive(string name, string keyword, string value) => truth.Survives(name, [Values.TagOf(keyword)], value);

    public void Describe(DataSet set, string name, string keyword, params string[] words)
    {
        set.Put(keyword, string.Join(' ', words));
        foreach (var word in words) truth.Describes(name, Values.TagOf(keyword), word);
    }

    /// <summary>Image pixel attributes and frames of artificial pixels.</summary>
    public PixelLayout Image(DataSet set, string name, int rows, int columns, int samples, int bits, int frames = 1)
    {
        set.Put("SamplesPerPixel", samples).Put("PhotometricInterpretation", samples == 3 ? "RGB" : "MONOCHROME2").Put("Rows", rows).Put("Columns", columns)
            .Put("BitsAllocated", bits > 8 ? 16 : 8).Put("BitsStored", bits).Put("HighBit", bits - 1).Put("PixelRepresentation", 0);
        if (samples == 3) set.Put("PlanarConfiguration", 0);
        if (frames > 1) set.Put("NumberOfFrames", frames);
        if (name.Length > 0)
        {
            Survive(name, "Rows", $"{rows}");
            Survive(name, "BitsStored", $"{bits}");
        }
        return PixelLayout.Of(set);
    }

    /// <summary>Image plane, window and rescale values, that must survive.</summary>
    public void Plane(DataSet set, string name, Person person, int slice)
    {
        set.Put("FrameOfReferenceUID", truth.Uid($"{person.Root}.99")).Put("PositionReferenceIndicator").Put("PatientPosition", "HFS")
            .Put("ImagePositionPatient", "-100", "-100", $"{slice * 5}").Put("ImageOrientationPatient", "1", "0", "0", "0", "1", "0").Put("PixelSpacing", "0.78", "0.78").Put("SliceThickness", "5");
        Survive(name, "ImagePositionPatient", "-100");
        Survive(name, "PixelSpacing", "0.78");
        Survive(name, "SliceThickness", "5");
    }

    private static void Name(DataSet set, Person person, string charset)
    {
        switch (charset)
        {
            case "ISO 2022 IR 149" or "\\ISO 2022 IR 149" or "ISO_IR 192":
                set.Put("PatientName", person.Name).Put("PatientBirthName", $"={person.HanjaGiven}={person.HangulGiven}").Put("InstitutionAddress", $"{person.KoreanStreet} {person.KoreanHospital}");
                break;
            case "KOREAN-WITHOUT-ESCAPES":
                set.Set(Tags.SpecificCharacterSet, Vr.CS, "ISO 2022 IR 149");
                set.PutRaw(Tags.PatientName, Vr.PN, Encoding.GetEncoding(949), person.Name);
                break;
            case "WRONG":
                set.Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 100");
                set.PutRaw(Tags.PatientName, Vr.PN, Encoding.UTF8, person.Name);
                break;
            case "": // none: EUC-KR bytes all the same
                set.PutRaw(Tags.PatientName, Vr.PN, Encoding.GetEncoding(949), person.Name);
                break;
            case "ISO_IR 13":
                set.PutRaw(Tags.PatientName, Vr.PN, Encoding.GetEncoding(932), $"{person.Latin}=ﾃﾞﾓ^ﾀﾛｳ");
                break;
            default:
                set.Put("PatientName", person.Latin);
                break;
        }
    }
}
