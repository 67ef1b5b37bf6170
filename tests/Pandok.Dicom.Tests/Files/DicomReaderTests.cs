using System.Buffers;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Files;

public sealed class DicomReaderTests
{
    [Fact]
    public async Task What_is_written_is_read_again_in_explicit_and_implicit_VR()
    {
        foreach (var syntax in new[] { TransferSyntax.ExplicitLittleEndian, TransferSyntax.ImplicitLittleEndian })
        {
            var set = Sample();
            var to = new ArrayBufferWriter<byte>();
            DicomWriter.WriteFileHead(to, set, syntax);
            DicomWriter.WriteDataSet(to, set, syntax);
            DicomWriter.WritePixelDataHead(to, new PixelDataHead(Tags.PixelData, Vr.OW, 4), syntax);
            to.Write("\u0001\u0002\u0003\u0004"u8);

            var reader = new DicomReader(new MemoryStream(to.WrittenSpan.ToArray()));
            var header = await reader.ReadFileAsync(default);
            var pixels = new MemoryStream();
            await reader.CopyPixelDataAsync(pixels, default);
            await reader.FinishAsync(default);

            Assert.Equal(syntax, header.Syntax);
            Assert.Equal("홍^길동", PersonName.Parse(header.DataSet.GetString(Tags.PatientName)!).Phonetic);
            Assert.Equal([1.5, -2], header.DataSet.GetNumbers(Tags.PixelSpacing));
            Assert.Equal("1.2.3", header.DataSet.GetItems(Tags.ReferencedSOPSequence)[1].GetString(Tags.ReferencedSOPInstanceUID));
            Assert.Equal([1, 2, 3, 4], pixels.ToArray());
            Assert.Empty(reader.Findings);
        }
    }

    [Fact]
    public async Task A_file_cut_anywhere_is_a_typed_error_and_never_a_whole_object()
    {
        var set = Sample();
        var to = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(to, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(to, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WritePixelDataHead(to, new PixelDataHead(Tags.PixelData, Vr.OW, 64), TransferSyntax.ExplicitLittleEndian);
        to.Write(new byte[64]);
        var whole = to.WrittenSpan.ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            var reader = new DicomReader(new MemoryStream(whole, 0, length));
            var pixels = 0L;
            try
            {
                var header = await reader.ReadFileAsync(default);
                if (header.Pixels is null) continue; // the cut fell between two elements before Pixel Data
                pixels = await reader.CopyPixelDataAsync(Stream.Null, default);
                Assert.Fail($"cut at {length}: {pixels} bytes of pixels were read as whole");
            }
            catch (DicomException fault)
            {
                Assert.Contains(fault.Error, new[] { DicomError.NotDicom, DicomError.Truncated, DicomError.UnsupportedSyntax });
            }
        }
    }

    [Fact]
    public async Task Any_mutation_ends_in_an_object_or_a_typed_error()
    {
        var to = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(to, Sample(), TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(to, Sample(), TransferSyntax.ExplicitLittleEndian);
        var whole = to.WrittenSpan.ToArray();
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var i = 0; i < 1 + round % 4; i++) bytes[random.Next(132, bytes.Length)] = (byte)random.Next(256);
            try
            {
                var reader = new DicomReader(new MemoryStream(bytes));
                var header = await reader.ReadFileAsync(default);
                foreach (var element in header.DataSet) _ = header.DataSet.GetStrings(element.Tag);
            }
            catch (DicomException) { }
        }
    }

    [Fact]
    public async Task A_claim_of_sixty_megabytes_over_ten_bytes_costs_little_memory()
    {
        var to = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(to, Sample(), TransferSyntax.ExplicitLittleEndian);
        to.Write(new byte[] { 0x09, 0x00, 0x10, 0x10, (byte)'O', (byte)'B', 0, 0, 0x00, 0x00, 0x80, 0x03, 1, 2, 3, 4 });
        var bytes = to.WrittenSpan.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = await Assert.ThrowsAsync<DicomException>(async () => await new DicomReader(new MemoryStream(bytes)).ReadFileAsync(default));
        Assert.Equal(DicomError.Truncated, fault.Error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 12 << 20);
    }

    [Fact]
    public async Task Nesting_beyond_the_limit_is_refused_without_a_stack_overflow()
    {
        var to = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(to, Sample(), TransferSyntax.ExplicitLittleEndian);
        for (var i = 0; i < 100_000; i++)
            to.Write(new byte[] { 0x08, 0x00, 0x99, 0x11, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF });
        var fault = await Assert.ThrowsAsync<DicomException>(async () => await new DicomReader(new MemoryStream(to.WrittenSpan.ToArray())).ReadFileAsync(default));
        Assert.Equal(DicomError.LimitExceeded, fault.Error);
    }

    [Theory]
    [InlineData(1), InlineData(7), InlineData(64), InlineData(5000)]
    public async Task Icons_with_fragments_are_the_same_however_the_bytes_arrive(int step)
    {
        var random = new Random(9);
        var chain = new ArrayBufferWriter<byte>();
        for (var fragment = 0; fragment < 300; fragment++)
        {
            var bytes = new byte[2 * random.Next(20)];
            random.NextBytes(bytes);
            chain.Write((byte[])[0xFE, 0xFF, 0x00, 0xE0, (byte)bytes.Length, 0, 0, 0, .. bytes]);
        }
        var icon = DataElement.OfFragments(Tags.PixelData, Vr.OB, chain.WrittenSpan.ToArray());
        var set = Sample();
        var items = Enumerable.Range(0, 3).Select(_ => new DataSet().SetIntegers(Tags.Rows, Vr.US, 8)).ToArray();
        foreach (var item in items) item.Set(icon);
        set.SetItems(new Tag(0x00880200), items);
        set.Set(new Tag(0x0088_0906), Vr.ST, "after the icons");
        var to = new ArrayBufferWriter<byte>();
        DicomWriter.WriteDataSet(to, set, TransferSyntax.ExplicitLittleEndian);

        var reader = new DicomReader(new SlowStream(to.WrittenSpan.ToArray(), step));
        var read = (await reader.ReadDataSetAsync(TransferSyntax.ExplicitLittleEndian, default)).DataSet;
        Assert.Empty(reader.Findings);
        Assert.Equal("after the icons", read.GetString(new Tag(0x0088_0906)));
        Assert.Equal(3, read.GetItems(new Tag(0x00880200)).Count);
        foreach (var item in read.GetItems(new Tag(0x00880200)))
        {
            Assert.True(item.TryGet(Tags.PixelData, out var found) && found.IsEncapsulated);
            Assert.Equal(chain.WrittenSpan, found!.Value.Span);
        }
    }

    internal static DataSet Sample()
    {
        var set = new DataSet();
        set.Set(Tags.SpecificCharacterSet, Vr.CS, "", "ISO 2022 IR 149")
            .Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage)
            .Set(Tags.SOPInstanceUID, Vr.UI, "1.2.3.4")
            .Set(Tags.PatientName, Vr.PN, "Hong^Gildong=洪^吉洞=홍^길동")
            .SetDecimals(Tags.PixelSpacing, 1.5, -2)
            .SetIntegers(Tags.Rows, Vr.US, 512)
            .SetItems(Tags.ReferencedSOPSequence, new DataSet(), new DataSet().Set(Tags.ReferencedSOPInstanceUID, Vr.UI, "1.2.3"));
        return set;
    }

    private sealed class SlowStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
