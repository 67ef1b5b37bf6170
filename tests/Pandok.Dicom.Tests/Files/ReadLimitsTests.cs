using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Files;

/// <summary>Each limit of reading lets through what is exactly as large and refuses one more, typed, with where and what.</summary>
public sealed class ReadLimitsTests
{
    private static readonly byte[] Item = [0xFE, 0xFF, 0x00, 0xE0], ItemEnd = [0xFE, 0xFF, 0x0D, 0xE0], SequenceEnd = [0xFE, 0xFF, 0xDD, 0xE0];

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public async Task Items_within_items(int levels, bool isTaken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        for (var level = 0; level < levels; level++) bytes.Write((byte[])[.. Long(0x0008, 0x1199, "SQ", uint.MaxValue), .. Item, 0xFF, 0xFF, 0xFF, 0xFF]);
        bytes.Write(Text("DEEP"));
        for (var level = 0; level < levels; level++) bytes.Write((byte[])[.. ItemEnd, 0, 0, 0, 0, .. SequenceEnd, 0, 0, 0, 0]);
        if (!isTaken)
        {
            await RefusedAsync(bytes, ReadLimits.Default, new Tag(0x00081199));
            return;
        }
        var set = (await ReadAsync(bytes, ReadLimits.Default)).DataSet;
        for (var level = 0; level < levels; level++) set = Assert.Single(set.GetItems(new Tag(0x00081199)));
        Assert.Equal("DEEP", set.GetString(Tags.StudyDescription));
    }

    [Fact]
    public async Task Bytes_of_a_value_before_Pixel_Data()
    {
        var limits = new ReadLimits { ElementBytes = 1000 };
        Assert.Equal(1000, Assert.Single((await ReadAsync(Private(1000), limits)).DataSet).Value.Length);
        await RefusedAsync(Private(1002), limits, new Tag(0x00091010));
        // By the claim alone, with none of the bytes there, and by the default.
        await RefusedAsync(Long(0x0009, 0x1010, "OB", (64 << 20) + 2), ReadLimits.Default, new Tag(0x00091010));
        var cut = await Assert.ThrowsAsync<DicomException>(() => ReadAsync(Long(0x0009, 0x1010, "OB", 64 << 20), ReadLimits.Default));
        Assert.Equal(DicomError.Truncated, cut.Error);
    }

    [Fact]
    public async Task Bytes_of_an_icons_fragments()
    {
        var limits = new ReadLimits { ElementBytes = 1000 };
        byte[] Chain(int length) => [.. Long(0x0009, 0x1010, "OB", uint.MaxValue), .. Item, 0, 0, 0, 0, .. Item, .. Little((uint)length), .. new byte[length], .. SequenceEnd, 0, 0, 0, 0];
        Assert.True(Assert.Single((await ReadAsync(Chain(972), limits)).DataSet).IsEncapsulated);
        await RefusedAsync(Chain(974), limits, new Tag(0x00091010));
    }

    [Fact]
    public async Task Bytes_before_Pixel_Data_and_after_it()
    {
        var limits = new ReadLimits { HeaderBytes = 3000 };
        byte[] three = [.. Private(988, 0x1010), .. Private(988, 0x1011), .. Private(988, 0x1012)]; // with their heads 3000
        byte[] pixels = [.. Long(0x7FE0, 0x0010, "OB", 4), 1, 2, 3, 4];
        Assert.Equal(3, (await ReadAsync(three, limits)).DataSet.Count);
        await RefusedAsync([.. three, .. Private(0, 0x1013)], limits, new Tag(0x00091013));
        byte[] padding = [.. Long(0xFFFC, 0xFFFC, "OB", 2988), .. new byte[2988]], more = [.. Long(0xFFFC, 0xFFFC, "OB", 2990), .. new byte[2990]];
        Assert.Single(await TrailerAsync([.. three, .. pixels, .. padding]));
        var fault = await Assert.ThrowsAsync<DicomException>(() => TrailerAsync([.. three, .. pixels, .. more]));
        Assert.Equal((DicomError.LimitExceeded, new Tag(0xFFFCFFFC)), (fault.Error, fault.Tag!.Value));
        // Many values, each below its own limit, and a claim that all of them together would break.
        await RefusedAsync([.. Private(0), .. Long(0x0009, 0x1011, "OB", 3000)], limits with { ElementBytes = 4000 }, new Tag(0x00091011));

        async Task<DataSet> TrailerAsync(byte[] bytes)
        {
            var reader = new DicomReader(new MemoryStream(bytes), limits);
            await reader.ReadDataSetAsync(TransferSyntax.ExplicitLittleEndian, default);
            return await reader.FinishAsync(default);
        }
    }

    [Fact]
    public async Task Zeros_and_delimiters_of_nothing_have_their_limits_too()
    {
        var limits = new ReadLimits { HeaderBytes = 1 << 20, Elements = 1000 };
        var zeros = await Assert.ThrowsAsync<DicomException>(() => ReadAsync(new RepeatingStream(Text("X"), new byte[8]), limits));
        Assert.Equal(DicomError.LimitExceeded, zeros.Error);
        foreach (var delimiter in new[] { ItemEnd, SequenceEnd })
        {
            var stray = await Assert.ThrowsAsync<DicomException>(() => ReadAsync(new RepeatingStream(Text("X"), [.. delimiter, 0, 0, 0, 0]), limits));
            Assert.Equal(DicomError.LimitExceeded, stray.Error);
            Assert.InRange(stray.Offset, 1000 * 8, 1100 * 8);
        }
    }

    [Fact]
    public async Task Elements_and_items()
    {
        var limits = new ReadLimits { Elements = 10 };
        var elements = new ArrayBufferWriter<byte>();
        for (ushort i = 0; i < 10; i++) elements.Write(Private(2, (ushort)(0x1010 + i)));
        Assert.Equal(10, (await ReadAsync(elements, limits)).DataSet.Count);
        elements.Write(Private(2, 0x1020));
        await RefusedAsync(elements, limits, new Tag(0x00091020));

        // A sequence and nine empty items are ten.
        byte[] Items(int count) => [.. Long(0x0008, 0x1199, "SQ", (uint)(8 * count)), .. Enumerable.Range(0, count).SelectMany(_ => (byte[])[.. Item, 0, 0, 0, 0])];
        Assert.Equal(9, (await ReadAsync(Items(9), limits)).DataSet.GetItems(new Tag(0x00081199)).Count);
        await RefusedAsync(Items(10), limits, new Tag(0x00081199));
    }

    [Fact]
    public async Task Inflated_bytes()
    {
        const int Value = 1 << 20;
        var set = DicomReaderTests.Sample();
        set.Set(DataElement.Of(new Tag(0x00091010), Vr.OB, new byte[Value]));
        var header = new DicomHeader(new DataSet(), set, TransferSyntax.DeflatedLittleEndian, new PixelDataHead(Tags.PixelData, Vr.OB, 4 * Value));
        var packed = new MemoryStream();
        await DicomFile.WriteAsync(packed, header, async (to, stop) =>
        {
            for (var i = 0; i < 4; i++) await to.WriteAsync(new byte[Value], stop);
            return 4 * Value;
        }, null, default);
        Assert.InRange(packed.Length, 1, 64 << 10);

        Assert.Equal(4 * Value, await PixelsAsync(5 * Value + 2000));
        foreach (var limit in new[] { Value / 2, 2 * Value }) // in the header, and in Pixel Data
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var fault = await Assert.ThrowsAsync<DicomException>(() => PixelsAsync(limit));
            Assert.Equal(DicomError.LimitExceeded, fault.Error);
            Assert.InRange(fault.Offset, 132, packed.Length);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * Value);
        }

        async Task<long> PixelsAsync(long limit)
        {
            packed.Position = 0;
            var reader = new DicomReader(packed, new ReadLimits { InflatedBytes = limit });
            await reader.ReadFileAsync(default);
            return await reader.CopyPixelDataAsync(Stream.Null, default);
        }
    }

    [Fact]
    public async Task Bytes_of_Pixel_Data()
    {
        var limits = new ReadLimits { PixelBytes = 1000 };
        Assert.Equal(1000, await CopyAsync([.. Long(0x7FE0, 0x0010, "OB", 1000), .. new byte[1000]], TransferSyntax.ExplicitLittleEndian));
        // By the claim alone: nothing of it is there.
        await ExceededAsync(Long(0x7FE0, 0x0010, "OB", 1002), TransferSyntax.ExplicitLittleEndian);

        byte[] Fragments(int length) => [.. Long(0x7FE0, 0x0010, "OB", uint.MaxValue), .. Item, 0, 0, 0, 0, .. Item, .. Little((uint)length), .. new byte[length], .. SequenceEnd, 0, 0, 0, 0];
        var rle = TransferSyntax.Find("1.2.840.10008.1.2.5")!;
        Assert.Equal(8 + 8 + 984 + 8, await CopyAsync(Fragments(984), rle));
        await ExceededAsync(Fragments(986), rle);
        // Empty fragments without end cost nothing but their heads, which count.
        var endless = new DicomReader(new RepeatingStream(Long(0x7FE0, 0x0010, "OB", uint.MaxValue), [.. Item, 0, 0, 0, 0]), limits);
        await endless.ReadDataSetAsync(rle, default);
        Assert.Equal(DicomError.LimitExceeded, (await Assert.ThrowsAsync<DicomException>(async () => await endless.CopyPixelDataAsync(Stream.Null, default))).Error);

        async Task<long> CopyAsync(byte[] bytes, TransferSyntax syntax)
        {
            var reader = new DicomReader(new MemoryStream(bytes), limits);
            await reader.ReadDataSetAsync(syntax, default);
            return await reader.CopyPixelDataAsync(Stream.Null, default);
        }

        async Task ExceededAsync(byte[] bytes, TransferSyntax syntax)
        {
            var fault = await Assert.ThrowsAsync<DicomException>(() => CopyAsync(bytes, syntax));
            Assert.Equal((DicomError.LimitExceeded, Tags.PixelData), (fault.Error, fault.Tag!.Value));
        }
    }

    private static Task<DicomHeader> ReadAsync(ArrayBufferWriter<byte> bytes, ReadLimits limits) => ReadAsync(bytes.WrittenSpan.ToArray(), limits);

    private static Task<DicomHeader> ReadAsync(byte[] bytes, ReadLimits limits) => ReadAsync(new MemoryStream(bytes), limits);

    private static async Task<DicomHeader> ReadAsync(Stream bytes, ReadLimits limits) => await new DicomReader(bytes, limits).ReadDataSetAsync(TransferSyntax.ExplicitLittleEndian, default);

    private static Task RefusedAsync(ArrayBufferWriter<byte> bytes, ReadLimits limits, Tag tag) => RefusedAsync(bytes.WrittenSpan.ToArray(), limits, tag);

    private static async Task RefusedAsync(byte[] bytes, ReadLimits limits, Tag tag)
    {
        var fault = await Assert.ThrowsAsync<DicomException>(() => ReadAsync(bytes, limits));
        Assert.Equal((DicomError.LimitExceeded, tag), (fault.Error, fault.Tag!.Value));
        Assert.InRange(fault.Offset, 0, bytes.Length);
    }

    private static byte[] Private(int length, ushort element = 0x1010) => [.. Long(0x0009, element, "OB", (uint)length), .. new byte[length]];

    private static byte[] Text(string value) => [0x08, 0x00, 0x30, 0x10, (byte)'L', (byte)'O', (byte)(value.Length + value.Length % 2), 0, .. System.Text.Encoding.ASCII.GetBytes(value.PadRight(value.Length + value.Length % 2))];

    private static byte[] Long(ushort group, ushort element, string vr, uint length) => [(byte)group, (byte)(group >> 8), (byte)element, (byte)(element >> 8), (byte)vr[0], (byte)vr[1], 0, 0, .. Little(length)];

    private static byte[] Little(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return bytes;
    }

    /// <summary>A head, then the same bytes for ever.</summary>
    private sealed class RepeatingStream(byte[] head, byte[] again) : Stream
    {
        private long at;
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => at; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            for (var i = 0; i < buffer.Length; i++, at++) buffer[i] = at < head.Length ? head[at] : again[(at - head.Length) % again.Length];
            return buffer.Length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));
        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
