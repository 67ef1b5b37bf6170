using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Imaging;
using Pandok.Imaging.Defacing;
using Pandok.Imaging.Phantoms;

namespace Pandok.Tests.Deidentify;

/// <summary>Files of a CT of the head phantom: each slice at its own place, stored as a scanner might.</summary>
/// <param name="Syntax">Transfer syntax.</param>
/// <param name="IsSigned">Signed 16 bits with padding outside a circle; else unsigned 12 bits with an intercept.</param>
/// <param name="Photometric">MONOCHROME1 or MONOCHROME2.</param>
internal sealed record HeadFiles(string Syntax, bool IsSigned, string Photometric)
{
    public const int Side = 128;
    public const short Padding = -2000;
    private const double Pixel = 2;
    private static readonly HeadPhantom Head = new();

    public static IReadOnlyList<Section> Axial(double tilt, double low = -140, double high = 104, double step = 6)
    {
        var (sin, cos) = Math.SinCos(tilt * Math.PI / 180);
        var (row, column) = (new Vector3d(1, 0, 0), new Vector3d(0, cos, -sin));
        var sections = new List<Section>();
        for (var z = low; z <= high; z += step) sections.Add(Plane(new Vector3d(0, -10, z), row, column));
        return sections;
    }

    public static IReadOnlyList<Section> Coronal() => [.. Enumerable.Range(0, 6).Select(i => Plane(new Vector3d(0, -110 + 20 * i, -6), new Vector3d(1, 0, 0), new Vector3d(0, 0, -1)))];

    public async Task WriteAsync(string folder, string name, IReadOnlyList<Section> sections, int series = 1, Action<DataSet>? more = null)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < sections.Count; i++) await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}{i:D2}.dcm"), FileOf(sections[i], series, i, more));
    }

    /// <summary>What the phantom is at each pixel.</summary>
    public static HeadPart[] Truth(Section section) => [.. Enumerable.Range(0, Side * Side).Select(i => Head.PartAt(section.At(i % Side, i / Side)))];

    /// <summary>Stored values of a written file.</summary>
    public static async Task<(DataSet Set, int[] Values, byte[] Code)> ReadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        var (header, index) = await FrameIndex.ReadAsync(file, default);
        var code = await index.ReadAsync(file, 1, default);
        return (header.DataSet, StoredValues.ToIntegers(FrameDecoder.DecodeFrame(header.Syntax.Unpacked.Uid, code.Span, PixelLayout.Of(header))), code.ToArray());
    }

    public int Stored(int hounsfield) => IsSigned ? hounsfield : Math.Clamp(hounsfield + 1024, 0, 4095);

    private byte[] FileOf(Section section, int series, int number, Action<DataSet>? more)
    {
        var set = new DataSet()
            .Set(Tags.ImageType, Vr.CS, "ORIGINAL", "PRIMARY", "AXIAL").Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, Vr.UI, $"1.2.3.4.{series}.{number + 1}")
            .Set(Tags.StudyDate, Vr.DA, "20260102").Set(Tags.Modality, Vr.CS, "CT").Set(Tags.BodyPartExamined, Vr.CS, "HEAD").Set(Tags.PatientName, Vr.PN, "Demo^Patient").Set(Tags.PatientID, Vr.LO, "DEMO-4711")
            .Set(Tags.StudyInstanceUID, Vr.UI, "1.2.3.4").Set(Tags.SeriesInstanceUID, Vr.UI, $"1.2.3.4.{series}").Set(Tags.FrameOfReferenceUID, Vr.UI, "1.2.3.9").Set(Tags.InstanceNumber, Vr.IS, $"{number + 1}")
            .SetDecimals(Tags.ImagePositionPatient, section.Position.X, section.Position.Y, section.Position.Z)
            .SetDecimals(Tags.ImageOrientationPatient, section.Row.X, section.Row.Y, section.Row.Z, section.Column.X, section.Column.Y, section.Column.Z)
            .SetIntegers(Tags.SamplesPerPixel, Vr.US, 1).Set(Tags.PhotometricInterpretation, Vr.CS, Photometric).SetIntegers(Tags.Rows, Vr.US, Side).SetIntegers(Tags.Columns, Vr.US, Side)
            .SetDecimals(Tags.PixelSpacing, Pixel, Pixel).SetIntegers(Tags.BitsAllocated, Vr.US, 16).SetIntegers(Tags.BitsStored, Vr.US, IsSigned ? 16 : 12).SetIntegers(Tags.HighBit, Vr.US, IsSigned ? 15 : 11)
            .SetIntegers(Tags.PixelRepresentation, Vr.US, IsSigned ? 1 : 0).SetDecimals(Tags.RescaleIntercept, IsSigned ? 0 : -1024).SetDecimals(Tags.RescaleSlope, 1);
        if (IsSigned) set.SetIntegers(new Tag(0x00280120), Vr.SS, Padding);
        more?.Invoke(set);
        var hounsfield = Head.Hounsfield(section, 100 * series + number);
        var samples = new byte[2 * Side * Side];
        for (var i = 0; i < hounsfield.Length; i++)
        {
            var (x, y) = (i % Side - Side / 2, i / Side - Side / 2);
            BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(2 * i), IsSigned && x * x + y * y > Side * Side / 4 ? Padding : (short)Stored(hounsfield[i]));
        }
        var syntax = TransferSyntax.Find(Syntax)!;
        var bytes = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(bytes, set, syntax);
        DicomWriter.WriteDataSet(bytes, set, syntax);
        var code = FrameEncoder.Encode(Syntax, samples, PixelLayout.Of(set)).Code;
        DicomWriter.WritePixelDataHead(bytes, new PixelDataHead(Tags.PixelData, syntax.IsEncapsulated ? Vr.OB : Vr.OW, syntax.IsEncapsulated ? null : code.Length), syntax);
        if (syntax.IsEncapsulated) bytes.Write((byte[])[0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(code.Length)]);
        bytes.Write(code.Span);
        if (syntax.IsEncapsulated) bytes.Write((byte[])[0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
        return bytes.WrittenSpan.ToArray();
    }

    private static Section Plane(Vector3d centre, Vector3d row, Vector3d column) => new(centre + row * (-(Side - 1) / 2.0 * Pixel) + column * (-(Side - 1) / 2.0 * Pixel), row, column, Pixel, Pixel, Side, Side);
}
