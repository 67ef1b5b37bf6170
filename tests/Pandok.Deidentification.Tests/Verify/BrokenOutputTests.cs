using System.IO.Compression;
using System.Text;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Verify;

/// <summary>Section 20 of the design: one fault each, planted after de-identification; the verifier finds every one, and none in the same object unbroken.</summary>
public sealed class BrokenOutputTests
{
    private const string Explicit = "1.2.840.10008.1.2.1";
    private const string Deflated = "1.2.840.10008.1.2.1.99";
    private const string JpegLossless = "1.2.840.10008.1.2.4.70";
    private const string Jpeg2000 = "1.2.840.10008.1.2.4.90";
    private const string Study = "1.2.826.0.1.3680043.8.498.1";

    private static readonly Dictionary<string, (FindingCode Code, string Syntax, Action<Broken> Break)> Faults = new()
    {
        ["name in a description"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x0008103E, "LO", "Axial GILDONG")),
        ["name in small letters"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x00181030, "LO", "hong gildong")),
        ["name in the other order, joined"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x00181030, "LO", "GildongHong")),
        ["Hangul in UTF-8"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x0008103E, "LO", "흉부 길동")),
        ["Hangul in the other order"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x0008103E, "LO", "길동홍")),
        ["Hangul in EUC-KR"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Raw(0x0008103E, Vr.LO, Encoding.GetEncoding(949).GetBytes("길동"))),
        ["Hangul in EUC-KR with escapes"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Raw(0x0008103E, Vr.LO, [0x1B, 0x24, 0x29, 0x43, .. Encoding.GetEncoding(949).GetBytes("홍길동")])),
        ["Hangul in UTF-16"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Raw(0x00204000, Vr.LT, Encoding.Unicode.GetBytes("홍길동"))),
        ["Hangul in UTF-16 big endian"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Raw(0x00204000, Vr.LT, Encoding.BigEndianUnicode.GetBytes("홍길동"))),
        ["Latin in UTF-16"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Raw(0x00204000, Vr.LT, Encoding.Unicode.GetBytes("Gildong"))),
        ["Hanja"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x00181030, "LO", "吉洞")),
        ["patient ID"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x00181020, "LO", "v DEMO-0001")),
        ["accession number in an item"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Set.SetItems(new Tag(0x00081140), Item(0x00081160, Vr.IS, "1"), Item(0x00081155, Vr.UI, "2.25.1").Set(new Tag(0x00104000), Vr.LT, "ACC-77"))),
        ["name three items deep"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Set.SetItems(new Tag(0x0040A730), Deep())),
        ["birth date in ISO form"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x00181030, "LO", "b 1970-01-02")),
        ["birth date in Korean"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x00181030, "LO", "1970년 1월 2일생")),
        ["address"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x00181030, "LO", "12 demo street")),
        ["name in a code string"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x00180015, "CS", "GILDONG")),
        ["name in unlimited text"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Text(0x00420012, "LO", "x").Set.Set(new Tag(0x0040A160), Vr.UT, "seen: Hong Gildong")),
        ["name in a decimal string's place"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Raw(0x00180060, Vr.DS, Encoding.ASCII.GetBytes("GILDONG "))),
        ["name in deflated bytes"] = (FindingCode.IdentityLeft, Deflated, broken => broken.Text(0x0008103E, "LO", "Gildong")),
        ["name in a JPEG comment"] = (FindingCode.IdentityLeft, JpegLossless, broken => broken.Pixels(code => Segment(code, 0xFE, "Gildong "))),
        ["name in EXIF"] = (FindingCode.IdentityLeft, JpegLossless, broken => broken.Pixels(code => Segment(code, 0xE1, "Exif\0\0Gildong "))),
        ["name in a JPEG 2000 comment"] = (FindingCode.IdentityLeft, Jpeg2000, broken => broken.Pixels(code => Comment(code, "\0\u0001Gildong "))),
        ["name among native pixels"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Pixels(pixels => Into(pixels, 4000, "Hong Gildong"))),
        ["Hangul among native pixels"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Pixels(pixels => Into(pixels, 4000, "홍길동"))),
        ["Hangul among coded data"] = (FindingCode.IdentityLeft, JpegLossless, broken => broken.Pixels(pixels => Into(pixels, pixels.Length - 40, "홍길동"))),
        ["name in a PDF's stream"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Raw(0x00420011, Vr.OB, Pdf("(Hong Gildong) Tj"))),
        ["original study UID"] = (FindingCode.UidLeft, Explicit, broken => broken.Text(0x00200052, "UI", Study + ".9")),
        ["original UID in text"] = (FindingCode.UidLeft, Explicit, broken => broken.Text(0x00181020, "LO", $"see {Study}.1.1 ")),
        ["original UID among pixels"] = (FindingCode.UidLeft, Explicit, broken => broken.Pixels(pixels => Into(pixels, 1000, $" {Study} "))),
        ["a UID that nobody mapped"] = (FindingCode.UidLeft, Explicit, broken => broken.Text(0x00081195, "UI", "1.3.6.1.4.1.99999.5.5")),
        ["registration number of another"] = (FindingCode.PatternLeft, Explicit, broken => broken.Text(0x0008103E, "LO", "850101-1234567")),
        ["telephone of another"] = (FindingCode.PatternLeft, Explicit, broken => broken.Text(0x00181030, "LO", "call 010-1234-5678")),
        ["international telephone"] = (FindingCode.PatternLeft, Explicit, broken => broken.Text(0x00181030, "LO", "+82-10-1234-5678")),
        ["mail address"] = (FindingCode.PatternLeft, Explicit, broken => broken.Text(0x00181030, "LO", "someone@demo.example")),
        ["address of a page"] = (FindingCode.PatternLeft, Explicit, broken => broken.Text(0x0008103E, "LO", "see http://demo.example")),
        ["a title and a name"] = (FindingCode.PatternLeft, Explicit, broken => broken.Text(0x0008103E, "LO", "for Dr. Demo")),
        ["a Korean title"] = (FindingCode.PatternLeft, Explicit, broken => broken.Text(0x0008103E, "LO", "홍길순님 추적")),
        ["a date in text"] = (FindingCode.PatternLeft, Explicit, broken => broken.Text(0x0008103E, "LO", "prior 2025-11-03")),
        ["private element"] = (FindingCode.ClassLeft, Explicit, broken => broken.Text(0x00091001, "LO", "x")),
        ["private creator alone"] = (FindingCode.ClassLeft, Explicit, broken => broken.Text(0x00090010, "LO", "ACME 1.0")),
        ["curve"] = (FindingCode.ClassLeft, Explicit, broken => broken.Text(0x50000022, "LO", "x")),
        ["overlay comments"] = (FindingCode.ClassLeft, Explicit, broken => broken.Text(0x60004000, "LT", "x")),
        ["overlay of graphics"] = (FindingCode.ClassLeft, Explicit, broken => Overlay(broken, "G", new byte[8])),
        ["overlay with a label"] = (FindingCode.ClassLeft, Explicit, broken => Overlay(broken, "R", new byte[8]).Text(0x60001500, "LO", "x")),
        ["bits behind an overlay"] = (FindingCode.ClassLeft, Explicit, broken => Overlay(broken, "R", [0, 0, 0, 0, 0, 0, 0, 128])),
        ["bytes behind an overlay"] = (FindingCode.ClassLeft, Explicit, broken => Overlay(broken, "R", new byte[10])),
        ["overlay in the pixels"] = (FindingCode.ClassLeft, Explicit, broken => Overlay(broken, "R", new byte[8], position: 12)),
        ["unknown even tag"] = (FindingCode.ClassLeft, Explicit, broken => broken.Text(0x00189999, "LO", "x")),
        ["group length"] = (FindingCode.ClassLeft, Explicit, broken => broken.Raw(0x00080000, Vr.UL, [1, 0, 0, 0])),
        ["listed attribute left"] = (FindingCode.ClassLeft, Explicit, broken => broken.Text(0x00081070, "PN", "Someone^Else")),
        ["listed text left"] = (FindingCode.ClassLeft, Explicit, broken => broken.Text(0x00081010, "SH", "ROOM9")),
        ["listed sequence left"] = (FindingCode.ClassLeft, Explicit, broken => broken.Set.SetItems(new Tag(0x00101002), Item(0x00100020, Vr.LO, "SOMEBODY"))),
        ["person outside the table"] = (FindingCode.ClassLeft, Explicit, broken => broken.Text(0x00142006, "PN", "Else^Some")),
        ["text behind a NUL"] = (FindingCode.ClassLeft, Explicit, broken => broken.Raw(0x00181020, Vr.LO, Encoding.ASCII.GetBytes("v1\0hidden"))),
        ["a comment of unknown words in JPEG"] = (FindingCode.ClassLeft, JpegLossless, broken => broken.Pixels(code => Segment(code, 0xFE, "anything"))),
        ["padding behind the pixels"] = (FindingCode.ClassLeft, Explicit, broken => broken.Trailer.Set(DataElement.Of(new Tag(0xFFFCFFFC), Vr.OB, new byte[8]))),
        ["bytes behind the last element"] = (FindingCode.Structure, Explicit, broken => broken.Change = bytes => [.. bytes, 1, 2]),
        ["cut off"] = (FindingCode.Structure, Explicit, broken => broken.Change = bytes => bytes[..^10]),
        ["cut off in the header"] = (FindingCode.Structure, Explicit, broken => broken.Change = bytes => bytes[..600]),
        ["marks missing"] = (FindingCode.Structure, Explicit, broken => broken.Set.Remove(Tags.PatientIdentityRemoved)),
        ["another profile"] = (FindingCode.Structure, Explicit, broken => broken.Text(0x00120063, "LO", "Pandok strict 1")),
        ["preamble"] = (FindingCode.Meta, Explicit, broken => broken.Preamble = "II*"),
        ["AE title in meta"] = (FindingCode.Meta, Explicit, broken => broken.Meta.Set(new Tag(0x00020016), Vr.AE, "SENDER")),
        ["private information in meta"] = (FindingCode.Meta, Explicit, broken => broken.Meta.Set(DataElement.Of(new Tag(0x00020102), Vr.OB, new byte[4]))),
        ["another instance in meta"] = (FindingCode.Meta, Explicit, broken => broken.Meta.Set(Tags.MediaStorageSOPInstanceUID, Vr.UI, "2.25.7")),
        ["another class in meta"] = (FindingCode.Meta, Explicit, broken => broken.Meta.Set(Tags.MediaStorageSOPClassUID, Vr.UI, "1.2.840.10008.5.1.4.1.1.4")),
        ["length of meta"] = (FindingCode.Meta, Explicit, broken => broken.Change = bytes => { bytes[140] ^= 2; return bytes; }),
        ["Type 1 missing"] = (FindingCode.Iod, Explicit, broken => broken.Set.Remove(Tags.Modality)),
        ["Type 1 empty"] = (FindingCode.Iod, Explicit, broken => broken.Raw(Tags.PhotometricInterpretation.Value, Vr.CS, [])),
        ["Type 2 missing"] = (FindingCode.Iod, Explicit, broken => broken.Set.Remove(Tags.ReferringPhysicianName)),
        ["wrong VR"] = (FindingCode.Iod, Explicit, broken => broken.Text(Tags.KVP.Value, "SH", "120")),
        ["malformed UID"] = (FindingCode.Iod, Explicit, broken => broken.Raw(0x00200052, Vr.UI, Encoding.ASCII.GetBytes("2.25.01x"))),
        ["malformed number"] = (FindingCode.Iod, Explicit, broken => broken.Raw(Tags.KVP.Value, Vr.DS, Encoding.ASCII.GetBytes("12O "))),
        ["another pseudonym"] = (FindingCode.Study, Explicit, broken => broken.Text(Tags.PatientID.Value, "LO", "DEMO-0000000000000")),
        ["another shift"] = (FindingCode.Study, Explicit, broken => { broken.Codes(); broken.Identity = broken.Identity with { DayShift = broken.Identity.DayShift - 7 }; }),
        ["study date not moved"] = (FindingCode.Study, Explicit, broken => broken.Text(Tags.StudyDate.Value, "DA", "20260304")),
        ["two UIDs became one"] = (FindingCode.Study, Explicit, broken => broken.Identity = broken.Identity with { Uids = broken.Identity.Uids.Append(new("1.2.3.4.5", broken.Identity.StudyUid)).ToDictionary() }),
        ["one pseudonym for two patients"] = (FindingCode.Study, Explicit, broken => { broken.Codes(); broken.Identity = broken.Identity with { Original = broken.Identity.Original with { PatientId = "DEMO-0002" } }; }),
        ["pixels changed"] = (FindingCode.PixelsChanged, Explicit, broken => broken.Pixels(pixels => { pixels[99] ^= 1; return pixels; })),
        ["text that the second look finds"] = (FindingCode.IdentityLeft, Explicit, broken => broken.Look = (_, _) => [new Finding(FindingCode.IdentityLeft, "(7FE0,0010)")]),
        ["a reference to nobody"] = (FindingCode.Reference, Explicit, broken => broken.Set.SetItems(new Tag(0x00081140), Item(0x00081150, Vr.UI, "1.2.840.10008.5.1.4.1.1.2").Set(new Tag(0x00081155), Vr.UI, "2.25.42"))),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fault_planted_after_de_identification_is_found(string name)
    {
        var (code, syntax, change) = Faults[name];
        var broken = new Broken(syntax);
        change(broken);
        Assert.Contains(code, broken.Codes());
    }

    [Theory]
    [InlineData(Explicit)]
    [InlineData(Deflated)]
    [InlineData(JpegLossless)]
    [InlineData(Jpeg2000)]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.5")]
    public void The_object_unbroken_has_none(string syntax) => Assert.Equal([], new Broken(syntax).Codes());

    [Fact]
    public void There_are_more_than_fifty() => Assert.True(Faults.Count > 50);

    [Fact]
    public void An_overlay_of_a_region_is_none() => Assert.Equal([], Overlay(new Broken(Explicit), "R", new byte[8]).Codes());

    [Fact]
    public void Many_at_once_are_each_judged_for_themselves()
    {
        var verifier = new StudyVerifier("reading");
        var names = Faults.Where(fault => fault.Value.Syntax == Explicit && fault.Value.Code is FindingCode.IdentityLeft or FindingCode.UidLeft or FindingCode.ClassLeft).Select(fault => fault.Key).ToList();
        Parallel.For(0, 8 * names.Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            var (code, _, change) = Faults[names[number / 8]];
            var broken = new Broken(Explicit) { Verifier = verifier };
            if (number % 2 == 0) change(broken);
            var codes = broken.Codes();
            if (number % 2 == 0) Assert.Contains(code, codes);
            else Assert.DoesNotContain(codes, found => found != FindingCode.Reference);
        });
    }

    // 7 x 9 pixels: one bit is left.
    private static Broken Overlay(Broken broken, string type, byte[] bits, long position = 0)
    {
        broken.Set.SetIntegers(new Tag(0x60000010), Vr.US, 7).SetIntegers(new Tag(0x60000011), Vr.US, 9).SetIntegers(new Tag(0x60000050), Vr.SS, 1, 1)
            .SetIntegers(new Tag(0x60000100), Vr.US, 1).SetIntegers(new Tag(0x60000102), Vr.US, position).Set(DataElement.Of(new Tag(0x60003000), Vr.OW, bits));
        return broken.Text(0x60000040, "CS", type);
    }

    private static DataSet Item(uint tag, Vr vr, string text) => new DataSet().Set(new Tag(tag), vr, text);

    private static DataSet Deep() => new DataSet().SetItems(new Tag(0x0040A730), new DataSet().SetItems(new Tag(0x0040A730), new DataSet().Set(new Tag(0x0040A160), Vr.UT, "Gildong")));

    private static byte[] Into(byte[] bytes, int at, string text)
    {
        Encoding.UTF8.GetBytes(text).CopyTo(bytes, at);
        return bytes;
    }

    // The code stream begins behind an empty offset table and its own item's head.
    private static byte[] Segment(byte[] code, byte marker, string text) => Insert(code, 18, [0xFF, marker, 0, (byte)(text.Length + 2), .. Encoding.ASCII.GetBytes(text)]);

    private static byte[] Comment(byte[] code, string text) => Insert(code, code.AsSpan().IndexOf([(byte)0xFF, (byte)0x90]), [0xFF, 0x64, 0, (byte)(text.Length + 2), .. Encoding.ASCII.GetBytes(text)]);

    private static byte[] Insert(byte[] code, int at, byte[] segment)
    {
        Assert.Equal(0, segment.Length % 2);
        byte[] changed = [.. code.AsSpan(0, at), .. segment, .. code.AsSpan(at)];
        BitConverter.GetBytes(BitConverter.ToInt32(code, 12) + segment.Length).CopyTo(changed, 12);
        return changed;
    }

    private static byte[] Pdf(string page)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.4\nstream\n"u8);
        using (var deflate = new ZLibStream(file, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(Encoding.ASCII.GetBytes(page + new string(' ', 100)));
        file.Write("\nendstream\n"u8);
        return file.ToArray();
    }
}
