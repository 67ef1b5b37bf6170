using System.Buffers.Binary;
using Pandok.Deidentification.Pixels;

namespace Pandok.Deidentification.Tests.Pixels;

public sealed class WrittenFramesTests
{
    private static readonly byte[][] Frames = [[1, 2, 3, 4], [5, 6], [7, 8, 9, 10, 11, 12]];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_frame_of_an_object_that_has_no_other_needs_no_scratch(bool isEncapsulated)
    {
        await using var written = new WrittenFrames(() => throw new InvalidOperationException("A scratch was opened."), isEncapsulated, isPacked: false);
        await written.AddAsync(Frames[0], Stop);
        Assert.Equal(Frames[0], (await written.ReadAsync(0, Stop)).ToArray());
        byte[] expected = isEncapsulated ? [.. Item(0), .. Item(4), .. Frames[0], .. End] : Frames[0];
        Assert.Equal(expected, await CopyAsync(written));
    }

    [Fact]
    public async Task Frames_are_read_in_any_order_also_between_additions()
    {
        await using var written = new WrittenFrames(() => new MemoryStream(), isEncapsulated: true, isPacked: false);
        await written.AddAsync(Frames[0], Stop);
        await written.AddAsync(Frames[1], Stop);
        Assert.Equal(Frames[0], (await written.ReadAsync(0, Stop)).ToArray());
    }

    [Fact]
    public async Task Fragments_follow_a_table_of_their_offsets_and_end_with_a_delimiter()
    {
        await using var written = await OfAsync(isEncapsulated: true);
        Assert.Null(written.Length);
        byte[] table = [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(12), .. BitConverter.GetBytes(22)];
        byte[] expected = [.. Item(12), .. table, .. Item(4), .. Frames[0], .. Item(2), .. Frames[1], .. Item(6), .. Frames[2], .. End];
        Assert.Equal(expected, await CopyAsync(written));
        foreach (var (frame, offset) in new[] { 0, 12, 22 }.Index())
            Assert.Equal(Frames[frame].Length, BinaryPrimitives.ReadInt32LittleEndian(expected.AsSpan(8 + table.Length + offset + 4)));
    }

    [Fact]
    public async Task Native_frames_stand_one_behind_the_other_and_an_odd_end_is_padded()
    {
        await using var even = await OfAsync(isEncapsulated: false);
        Assert.Equal(12, even.Length);
        Assert.Equal(Frames.SelectMany(frame => frame), await CopyAsync(even));
        await using var odd = new WrittenFrames(() => new MemoryStream(), isEncapsulated: false, isPacked: false);
        for (var i = 0; i < 3; i++) await odd.AddAsync(new byte[] { 1, 2, 3 }, Stop);
        Assert.Equal(10, odd.Length);
        byte[] padded = [1, 2, 3, 1, 2, 3, 1, 2, 3, 0];
        Assert.Equal(padded, await CopyAsync(odd));
    }

    [Fact]
    public async Task Single_bits_that_do_not_fill_bytes_are_not_put_behind_each_other_and_nothing_at_all_is_no_bytes()
    {
        await using var packed = new WrittenFrames(() => new MemoryStream(), isEncapsulated: false, isPacked: true);
        await using var coded = new WrittenFrames(() => new MemoryStream(), isEncapsulated: true, isPacked: true);
        Assert.Equal((false, true), (packed.CanHold, coded.CanHold));
        Assert.Equal(0, packed.Length);
        Assert.Empty(await CopyAsync(packed));
    }

    [Fact]
    public async Task The_scratch_goes_with_the_frames()
    {
        var scratch = new MemoryStream();
        var written = new WrittenFrames(() => scratch, isEncapsulated: true, isPacked: false);
        await written.AddAsync(Frames[0], Stop);
        await written.AddAsync(Frames[1], Stop);
        await written.DisposeAsync();
        Assert.False(scratch.CanRead);
    }

    private static byte[] End => [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];

    private static byte[] Item(int length) => [0xFE, 0xFF, 0, 0xE0, .. BitConverter.GetBytes(length)];

    private static async Task<WrittenFrames> OfAsync(bool isEncapsulated)
    {
        var written = new WrittenFrames(() => new MemoryStream(), isEncapsulated, isPacked: false);
        foreach (var frame in Frames) await written.AddAsync(frame, Stop);
        return written;
    }

    private static async Task<byte[]> CopyAsync(WrittenFrames written)
    {
        using var to = new MemoryStream();
        await written.CopyToAsync(to, Stop);
        return to.ToArray();
    }
}
