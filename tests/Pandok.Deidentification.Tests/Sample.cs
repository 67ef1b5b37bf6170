using System.Buffers;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests;

/// <summary>Invented objects and the fixed keys that the known-answer vectors were made with.</summary>
internal static class Sample
{
    public static readonly Keys Keys = new(Bytes(1), Bytes(2), Bytes(3), Bytes(4), "key-1", "DEMO");

    public static readonly string[] Classes =
    [
        Uids.CTImageStorage, "1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.88.11", "1.2.840.10008.5.1.4.1.1.1.2", "1.2.840.10008.5.1.4.1.1.481.3", "1.2.840.10008.5.1.4.1.1.66.4",
    ];

    public static DataSet Ct(string instance = "1.2.826.0.1.3680043.8.498.1.1.1", string study = "1.2.826.0.1.3680043.8.498.1") => Of(Uids.CTImageStorage, instance, study);

    public static DataSet Of(string sopClass, string instance = "1.2.826.0.1.3680043.8.498.1.1.1", string study = "1.2.826.0.1.3680043.8.498.1")
    {
        var set = new DataSet();
        set.Set(Tags.SpecificCharacterSet, Vr.CS, "ISO 2022 IR 149");
        set.Set(Tags.ImageType, Vr.CS, "ORIGINAL", "PRIMARY", "AXIAL")
            .Set(Tags.SOPClassUID, Vr.UI, sopClass).Set(Tags.SOPInstanceUID, Vr.UI, instance)
            .Set(Tags.StudyInstanceUID, Vr.UI, study).Set(Tags.SeriesInstanceUID, Vr.UI, study + ".1").Set(Tags.FrameOfReferenceUID, Vr.UI, study + ".9")
            .Set(Tags.StudyDate, Vr.DA, "20260304").Set(Tags.AcquisitionDate, Vr.DA, "20260305").Set(Tags.StudyTime, Vr.TM, "101112.5")
            .Set(Tags.AccessionNumber, Vr.SH, "ACC-77").Set(Tags.Modality, Vr.CS, "CT").Set(Tags.Manufacturer, Vr.LO, "ACME Imaging")
            .Set(Tags.ReferringPhysicianName, Vr.PN, "REFERRER^DEMO").Set(Tags.BodyPartExamined, Vr.CS, "CHEST")
            .Set(Tags.PatientName, Vr.PN, "Hong^Gildong=洪^吉洞=홍^길동").Set(Tags.PatientID, Vr.LO, "DEMO-0001").Set(Tags.IssuerOfPatientID, Vr.LO, "HOSPITAL")
            .Set(Tags.PatientBirthDate, Vr.DA, "19700102").Set(Tags.PatientSex, Vr.CS, "M").Set(Tags.PatientAge, Vr.AS, "056Y")
            .Set(new Tag(0x00101020), Vr.DS, "1.75").Set(new Tag(0x00101030), Vr.DS, "70").Set(Tags.StudyID, Vr.SH, "S-4711")
            .Set(Tags.KVP, Vr.DS, "120").Set(Tags.ConvolutionKernel, Vr.SH, "B70f").Set(Tags.RescaleSlope, Vr.DS, "1");
        set.SetIntegers(Tags.Rows, Vr.US, 512).SetIntegers(Tags.Columns, Vr.US, 512);
        return set;
    }

    public static Outcome.Released Release(DataSet input, Profile? profile = null) => Assert.IsType<Outcome.Released>(Deidentifier.Apply(input, profile ?? Profile.Reading, Keys));

    public static byte[] Write(DataSet set, TransferSyntax? syntax = null)
    {
        var to = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(to, set, syntax ?? TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(to, set, syntax ?? TransferSyntax.ExplicitLittleEndian);
        return to.WrittenSpan.ToArray();
    }

    /// <summary>The folder of shared test data, or null with a loud skip by the caller.</summary>
    public static string? Shared()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pandok.slnx"))) folder = folder.Parent;
        var shared = folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
        return Directory.Exists(shared) ? shared : null;
    }

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, 32)];
}
