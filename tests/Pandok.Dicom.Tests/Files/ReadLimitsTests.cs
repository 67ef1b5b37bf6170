using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Web;

namespace Pandok.Dicom.Tests.Files;

/// <summary>The limits of docs/conformance/hostile-input.md, each passed by a little and each kept to.</summary>
public sealed class ReadLimitsTests
{
    private static readonly Tag Note = new(0x00204000);

    [Fact]
    public async Task A_value_beyond_its_limit_is_refused_and_one_within_is_read()
    {
        var file = Written(new DataSet().Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, Vr.UI, "1.2.3").Set(Note, Vr.LT, new string('x', 1000)));
        await WithinAsync(file, new ReadLimits { ElementBytes = 1000 });
        await BeyondAsync(file, new ReadLimits { ElementBytes = 998 });
    }

    [Fact]
    public async Task Elements_and_items_beyond_their_number_are_refused()
    {
        var file = Written(new DataSet().Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, Vr.UI, "1.2.3")
            .SetItems(Tags.ReferencedSOPSequence, [.. Enumerable.Range(0, 100).Select(i => new DataSet().Set(Tags.ReferencedSOPInstanceUID, Vr.UI, $"1.2.{i}"))]));
        await WithinAsync(file, new ReadLimits { Elements = 400 });
        await BeyondAsync(file, new ReadLimits { Elements = 100 });
    }

    [Fact]
    public async Task A_header_beyond_its_size_is_refused()
    {
        var set = new DataSet().Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, Vr.UI, "1.2.3");
        for (var i = 0; i < 50; i++) set.Set(new Tag(0x00090010 + ((uint)i << 17)), Vr.LT, new string('x', 1000));
        await WithinAsync(Written(set), new ReadLimits { HeaderBytes = 60_000 });
        await BeyondAsync(Written(set), new ReadLimits { HeaderBytes = 40_000 });
    }

    [Fact]
    public async Task What_inflates_beyond_its_limit_is_refused()
    {
        var deflated = TransferSyntax.Find("1.2.840.10008.1.2.1.99")!;
        var set = new DataSet().Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, Vr.UI, "1.2.3").Set(Note, Vr.LT, new string('x', 60_000));
        var head = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(head, set, deflated);
        var body = new ArrayBufferWriter<byte>();
        DicomWriter.WriteDataSet(body, set, TransferSyntax.ExplicitLittleEndian);
        using var packed = new MemoryStream();
        await using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) await deflate.WriteAsync(body.WrittenMemory);
        byte[] file = [.. head.WrittenSpan, .. packed.ToArray()];
        await WithinAsync(file, new ReadLimits { InflatedBytes = 70_000 });
        await BeyondAsync(file, new ReadLimits { InflatedBytes = 30_000 });
    }

    // PS3.8 Table 9-18: odd ids from 1 to 255.
    [Fact]
    public void More_than_128_presentation_contexts_are_no_request()
    {
        var whole = AssociateWriter.Write(PduType.AssociateRequest, new AssociateMessage
        {
            CalledAe = "PANDOK", CallingAe = "TESTER", MaxPdu = 16384,
            Proposed = PresentationContext.Propose(Enumerable.Range(0, 128).Select(i => ($"1.2.{i}", TransferSyntax.ExplicitLittleEndian))),
        });
        Assert.Equal(128, AssociateReader.Read(whole.AsMemory(6)).Proposed.Count);
        var one = AssociateWriter.Write(PduType.AssociateRequest, new AssociateMessage
        {
            CalledAe = "PANDOK", CallingAe = "TESTER", MaxPdu = 16384, Proposed = PresentationContext.Propose([("1.2.999", TransferSyntax.ExplicitLittleEndian)]),
        });
        // The fixed part is 68 bytes; the application context item goes before the presentation contexts.
        var at = 6 + 68 + 4 + one[6 + 68 + 3];
        var context = one.AsSpan(at, 4 + one[at + 3]);
        byte[] more = [.. whole.AsSpan(6, at - 6), .. context, .. whole.AsSpan(at)];
        Assert.Throws<AssociationAbortedException>(() => AssociateReader.Read(more));
    }

    [Fact]
    public void JSON_that_is_nested_without_end_is_a_typed_error()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"00081199\":{\"vr\":\"SQ\",\"Value\":[", 10_000));
        Assert.ThrowsAny<JsonException>(() =>
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(deep));
            DicomJson.Read(document.RootElement);
        });
    }

    private static byte[] Written(DataSet set)
    {
        var to = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(to, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(to, set, TransferSyntax.ExplicitLittleEndian);
        return to.WrittenSpan.ToArray();
    }

    private static async Task WithinAsync(byte[] file, ReadLimits limits) => Assert.Equal("1.2.3", (await new DicomReader(new MemoryStream(file), limits).ReadFileAsync(default)).DataSet.GetString(Tags.SOPInstanceUID));

    private static async Task BeyondAsync(byte[] file, ReadLimits limits) =>
        Assert.Equal(DicomError.LimitExceeded, (await Assert.ThrowsAsync<DicomException>(async () => await new DicomReader(new MemoryStream(file), limits).ReadFileAsync(default))).Error);
}
