using System.Globalization;
using System.Runtime.InteropServices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;
using Pandok.Imaging;

namespace Pandok.Commands.Demo;

/// <summary>A generated chest volume as the CT objects a scanner would send (PS3.3 A.3), with an invented patient in them for de-identification to take out.</summary>
internal sealed class SyntheticStudy(Volume volume, DateTimeOffset takenAt, string patientName, string patientId, bool emergency)
{
    private readonly string study = Uids.Create();
    private readonly string series = Uids.Create();
    private readonly string frameOfReference = Uids.Create();

    public int Count => volume.Slices;

    /// <summary>The header of one slice, 0 for the first one sent (nearest to the feet).</summary>
    public DataSet Header(int slice)
    {
        var (origin, spacing) = (volume.Origin, volume.Spacing);
        var date = takenAt.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var time = takenAt.ToString("HHmmss", CultureInfo.InvariantCulture);
        var header = new DataSet()
            .Set(Tags.SpecificCharacterSet, Vr.CS, "", "ISO 2022 IR 149")
            .Set(Tags.ImageType, Vr.CS, "ORIGINAL", "PRIMARY", "AXIAL")
            .Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage)
            .Set(Tags.SOPInstanceUID, Vr.UI, Uids.Create())
            .Set(Tags.StudyDate, Vr.DA, date).Set(Tags.SeriesDate, Vr.DA, date).Set(Tags.AcquisitionDate, Vr.DA, date).Set(Tags.ContentDate, Vr.DA, date)
            .Set(Tags.StudyTime, Vr.TM, time).Set(Tags.SeriesTime, Vr.TM, time).Set(Tags.ContentTime, Vr.TM, time)
            .Set(Tags.AccessionNumber, Vr.SH, "DEMO" + time)
            .Set(Tags.Modality, Vr.CS, "CT")
            .Set(Tags.Manufacturer, Vr.LO, "Pandok").Set(Tags.ManufacturerModelName, Vr.LO, "Phantom CT")
            .Set(Tags.InstitutionName, Vr.LO, "Demo site")
            .Set(Tags.ReferringPhysicianName, Vr.PN, "DEMO^REFERRER")
            .Set(Tags.StudyDescription, Vr.LO, "Chest CT").Set(Tags.SeriesDescription, Vr.LO, "Axial 5 mm")
            .Set(Tags.PatientName, Vr.PN, patientName).Set(Tags.PatientID, Vr.LO, patientId)
            .Set(Tags.PatientBirthDate, Vr.DA, "19700101").Set(Tags.PatientSex, Vr.CS, "O").Set(Tags.PatientAge, Vr.AS, "056Y")
            .Set(Tags.BodyPartExamined, Vr.CS, "CHEST")
            .SetDecimals(Tags.SliceThickness, spacing.Z).SetDecimals(Tags.KVP, 120)
            .Set(Tags.ConvolutionKernel, Vr.SH, "SYNTHETIC").Set(Tags.PatientPosition, Vr.CS, "HFS")
            .Set(Tags.StudyInstanceUID, Vr.UI, study).Set(Tags.SeriesInstanceUID, Vr.UI, series)
            .Set(Tags.StudyID, Vr.SH, "1").SetIntegers(Tags.SeriesNumber, Vr.IS, 1).SetIntegers(Tags.AcquisitionNumber, Vr.IS, 1).SetIntegers(Tags.InstanceNumber, Vr.IS, slice + 1)
            .SetDecimals(Tags.ImagePositionPatient, origin.X, origin.Y, origin.Z + slice * spacing.Z)
            .SetDecimals(Tags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
            .Set(Tags.FrameOfReferenceUID, Vr.UI, frameOfReference).Set(Tags.PositionReferenceIndicator, Vr.LO)
            .SetIntegers(Tags.SamplesPerPixel, Vr.US, 1).Set(Tags.PhotometricInterpretation, Vr.CS, "MONOCHROME2")
            .SetIntegers(Tags.Rows, Vr.US, volume.Rows).SetIntegers(Tags.Columns, Vr.US, volume.Columns)
            .SetDecimals(Tags.PixelSpacing, spacing.Y, spacing.X)
            .SetIntegers(Tags.BitsAllocated, Vr.US, 16).SetIntegers(Tags.BitsStored, Vr.US, 16).SetIntegers(Tags.HighBit, Vr.US, 15).SetIntegers(Tags.PixelRepresentation, Vr.US, 1)
            .SetDecimals(Tags.WindowCenter, 40, -600).SetDecimals(Tags.WindowWidth, 400, 1500)
            .SetDecimals(Tags.RescaleIntercept, 0).SetDecimals(Tags.RescaleSlope, 1).Set(Tags.RescaleType, Vr.LO, "HU");
        return emergency ? header.Set(Tags.RequestedProcedurePriority, Vr.SH, "STAT") : header;
    }

    /// <summary>The pixels of one slice, little endian.</summary>
    public ReadOnlySpan<byte> Pixels(int slice)
    {
        var size = volume.Rows * volume.Columns;
        return MemoryMarshal.AsBytes(volume.Voxels.AsSpan(slice * size, size));
    }
}
