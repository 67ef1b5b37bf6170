using System.Security.Cryptography;
using System.Text;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests.Verify;

/// <summary>A released image to break: the clean data set, its pixels and its bytes, each of which a fault may change.</summary>
internal sealed class Broken
{
    private static readonly PixelLayout Layout = new(64, 64);
    private byte[] pixels;

    public Broken(string syntax)
    {
        Syntax = TransferSyntax.Find(syntax)!;
        var input = DeidentifierTests.Planted();
        input.SetIntegers(Tags.Rows, Vr.US, 64).SetIntegers(Tags.Columns, Vr.US, 64).SetIntegers(Tags.SamplesPerPixel, Vr.US, 1).SetIntegers(Tags.BitsAllocated, Vr.US, 16).SetIntegers(Tags.BitsStored, Vr.US, 16).SetIntegers(Tags.HighBit, Vr.US, 15)
            .SetIntegers(Tags.PixelRepresentation, Vr.US, 0).Set(Tags.PhotometricInterpretation, Vr.CS, "MONOCHROME2").Set(Tags.SliceThickness, Vr.DS, "5");
        input.Set(new Tag(0x00101040), Vr.LO, "12 Demo Street");
        pixels = Encode(input);
        var header = new DicomHeader(new DataSet(), input, Syntax, Head(pixels));
        Original = Original.Of(header, SHA256.HashData(pixels));
        var released = Sample.Release(input);
        (Set, Identity) = (released.DataSet.Copy(), released.Identity);
    }

    public DataSet Set { get; }
    public TransferSyntax Syntax { get; }
    public MappedIdentity Identity { get; set; }
    public Original Original { get; }
    public DataSet Meta { get; } = new();
    public string Preamble { get; set; } = string.Empty;
    public DataSet Trailer { get; } = new();
    public StudyVerifier Verifier { get; init; } = new("reading");
    public Func<byte[], byte[]> Change { get; set; } = bytes => bytes;
    public SecondLook? Look { get; set; }

    public Broken Text(uint tag, string vr, string text)
    {
        Assert.True(VrTraits.TryParse(vr, out var parsed));
        Set.Set(new Tag(tag), parsed, text);
        return this;
    }

    public Broken Raw(uint tag, Vr vr, byte[] bytes)
    {
        Set.Set(DataElement.Of(new Tag(tag), vr, bytes.Length % 2 == 0 ? bytes : [.. bytes, (byte)' ']));
        return this;
    }

    public Broken Pixels(Func<byte[], byte[]> change)
    {
        pixels = change(pixels);
        return this;
    }

    public IReadOnlyList<FindingCode> Codes()
    {
        using var file = new MemoryStream();
        if (Meta.Count > 0 || Preamble.Length > 0)
        {
            Fill(Tags.MediaStorageSOPClassUID, Set.GetString(Tags.SOPClassUID)!);
            Fill(Tags.MediaStorageSOPInstanceUID, Set.GetString(Tags.SOPInstanceUID)!);
            Fill(Tags.TransferSyntaxUID, Syntax.Uid);
            Fill(Tags.ImplementationClassUID, Uids.ImplementationClass);
        }
        var preamble = new byte[128];
        Encoding.ASCII.GetBytes(Preamble).CopyTo(preamble, 0);
        DicomFile.WriteAsync(file, new DicomHeader(Meta, Set, Syntax, Head(pixels)) { Preamble = preamble },
            async (to, stop) => { await to.WriteAsync(pixels, stop); return pixels.Length; }, _ => ValueTask.FromResult(Trailer), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var report = Verifier.Check(new MemoryStream(Change(file.ToArray())), Original, Identity, Look);
        Assert.Equal(report.Passed, report.Checks.All(check => check.Key == "f" || check.Value == "ok"));
        return [.. report.Findings.Select(finding => finding.Code)];
    }

    private void Fill(Tag tag, string value)
    {
        if (!Meta.Contains(tag)) Meta.Set(tag, Vr.UI, value);
    }

    private PixelDataHead Head(byte[] bytes) => new(Tags.PixelData, Syntax.IsEncapsulated ? Vr.OB : Vr.OW, Syntax.IsEncapsulated ? null : bytes.Length);

    private byte[] Encode(DataSet input)
    {
        var samples = new byte[Layout.FrameLength];
        for (var i = 0; i < samples.Length; i += 2) samples[i] = (byte)(i / 64);
        if (!Syntax.IsEncapsulated) return samples;
        var code = FrameEncoder.Encode(Syntax.Uid, samples, PixelLayout.Of(input)).Code.ToArray();
        return [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(code.Length), .. code, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
    }
}
