using System.Text;
using Pandok.Dicom.Web;

namespace Pandok.Dicom.Tests.Web;

public sealed class MultipartReaderTests
{
    private const string Boundary = "b0und";

    public static TheoryData<int> Steps => [1, 2, 3, 7, 64, 100_000];

    // Every split of the body over reads gives the same parts: a delimiter may lie across any of them.
    [Theory, MemberData(nameof(Steps))]
    public async Task Parts_come_out_byte_for_byte_however_the_bytes_arrive(int step)
    {
        var random = new byte[200_000];
        new Random(step).NextBytes(random);
        byte[][] bodies = [random, [], "\r\n--b0un"u8.ToArray(), "\r\n\r\n--b0un\r\n--"u8.ToArray(), [13], [13, 10], Encoding.ASCII.GetBytes(new string('-', 70_000))];
        var parts = await ReadAsync(new SlowStream(Body(bodies), step));
        Assert.Equal(bodies.Length, parts.Count);
        for (var i = 0; i < bodies.Length; i++) Assert.Equal(bodies[i], parts[i].Bytes);
        Assert.All(parts, part => Assert.Equal("application/dicom", part.Type));
    }

    [Fact]
    public async Task Preamble_padding_and_epilogue_do_not_count()
    {
        var parts = await ReadAsync(Ascii("This is a preamble.\r\n--b0und \t\r\nContent-Type: text/plain;\r\n charset=utf-8\r\n\r\none\r\n--b0und--\r\nepilogue --b0und"));
        Assert.Equal(("text/plain; charset=utf-8", "one"), (parts.Single().Type, Encoding.ASCII.GetString(parts.Single().Bytes)));
    }

    [Fact]
    public async Task A_part_that_was_not_read_is_skipped()
    {
        var reader = new MultipartReader(new MemoryStream(Body([new byte[300_000], "two"u8.ToArray()])), Boundary);
        var first = (await reader.NextAsync(default))!;
        await first.Body.ReadExactlyAsync(new byte[10]);
        var second = (await reader.NextAsync(default))!;
        Assert.Equal(0, await first.Body.ReadAsync(new byte[10])); // nothing more of what was left behind
        using var text = new StreamReader(second.Body);
        Assert.Equal("two", await text.ReadToEndAsync());
        Assert.Null(await reader.NextAsync(default));
        Assert.Null(await reader.NextAsync(default));
    }

    [Theory]
    [InlineData("", MultipartFault.Truncated)]
    [InlineData("no boundary at all", MultipartFault.Truncated)]
    [InlineData("--b0und\r\n\r\nhalf", MultipartFault.Truncated)]
    [InlineData("--b0und\r\n\r\nwhole\r\n--b0und", MultipartFault.Truncated)]
    [InlineData("--b0und\r\nContent-Type: appl", MultipartFault.Truncated)]
    [InlineData("--b0undX\r\n\r\nlonger boundary\r\n--b0und--", MultipartFault.Malformed)]
    [InlineData("--b0und\r\nno colon\r\n\r\n\r\n--b0und--", MultipartFault.Malformed)]
    [InlineData("--b0und\r\n: no name\r\n\r\n\r\n--b0und--", MultipartFault.Malformed)]
    [InlineData("--b0und\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n\r\n\r\n--b0und--", MultipartFault.TooLarge)]
    [InlineData("--b0und\r\nA: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx123456789\r\n\r\n\r\n--b0und--", MultipartFault.TooLarge)]
    [InlineData("--b0und\r\n\r\n0123456789012345678901234567890123456789\r\n--b0und--", MultipartFault.TooLarge)]
    [InlineData("a preamble that is longer than its limit\r\n--b0und--", MultipartFault.TooLarge)]
    [InlineData("--b0und\r\n\r\n1\r\n--b0und\r\n\r\n2\r\n--b0und\r\n\r\n3\r\n--b0und--", MultipartFault.TooManyParts)]
    public async Task What_is_not_a_whole_body_is_a_typed_fault(string body, MultipartFault fault)
    {
        var limits = new MultipartLimits { Parts = 2, PartBytes = 32, HeaderLines = 4, HeaderBytes = 64, PreambleBytes = 16 };
        var thrown = await Assert.ThrowsAsync<MultipartException>(() => ReadAsync(Ascii(body), limits));
        Assert.Equal(fault, thrown.Fault);
    }

    [Fact]
    public async Task Random_damage_never_gives_anything_but_parts_or_a_typed_fault()
    {
        var random = new Random(20261122);
        var whole = Body([new byte[500], "two"u8.ToArray(), []]);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var hits = random.Next(1, 6); hits > 0; hits--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                await ReadAsync(new SlowStream(damaged[..random.Next(damaged.Length + 1)], random.Next(1, 50)));
            }
            catch (MultipartException)
            {
            }
        }
    }

    [Fact]
    public async Task A_part_of_gigabytes_needs_no_more_than_the_buffer()
    {
        const long size = 2L << 30;
        var reader = new MultipartReader(new LongStream(Encoding.ASCII.GetBytes("--b0und\r\n\r\n"), size, Encoding.ASCII.GetBytes("\r\n--b0und--\r\n")), Boundary);
        var part = (await reader.NextAsync(default))!;
        var buffer = new byte[64 << 10];
        // Nothing waits here, so the thread stays the same; others allocate beside it.
        var before = GC.GetAllocatedBytesForCurrentThread();
        long total = 0;
        for (int read; (read = await part.Body.ReadAsync(buffer)) > 0; total += read) { }
        Assert.Equal(size, total);
        Assert.Null(await reader.NextAsync(default));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Theory]
    [InlineData("multipart/related; type=\"application/dicom\"; boundary=abc", "abc")]
    [InlineData("multipart/related; boundary=0d4c1d1e-7e0b-4ca6-8bb2-6dd3e3c6c1f0-1d1ad4a2-9f9d-4a8c-9d5b-2f8f0b7f8d11", "0d4c1d1e-7e0b-4ca6-8bb2-6dd3e3c6c1f0-1d1ad4a2-9f9d-4a8c-9d5b-2f8f0b7f8d11")]
    [InlineData("Multipart/Related; BOUNDARY=\"a b=c\"", "a b=c")]
    public void The_boundary_is_a_parameter_of_the_content_type(string type, string boundary) => Assert.Equal(boundary, MultipartReader.BoundaryOf(type));

    [Theory]
    [InlineData(null)]
    [InlineData("application/dicom")]
    [InlineData("multipart/related")]
    [InlineData("multipart/related; boundary=\"\"")]
    [InlineData("multipart/related; boundary=\"ends with a space \"")]
    [InlineData("multipart/related; boundary=\"<script>\"")]
    [InlineData("multipart/related; boundary=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void A_body_without_a_legal_boundary_is_not_multipart(string? type) => Assert.Equal(MultipartFault.NotMultipart, Assert.Throws<MultipartException>(() => MultipartReader.BoundaryOf(type)).Fault);

    private static MemoryStream Ascii(string text) => new(Encoding.ASCII.GetBytes(text));

    private static byte[] Body(byte[][] parts)
    {
        using var body = new MemoryStream();
        foreach (var part in parts)
        {
            body.Write("\r\n--b0und\r\nContent-Type: application/dicom\r\n\r\n"u8);
            body.Write(part);
        }
        body.Write("\r\n--b0und--\r\n"u8);
        return body.ToArray();
    }

    private static async Task<List<(string? Type, byte[] Bytes)>> ReadAsync(Stream body, MultipartLimits? limits = null)
    {
        var reader = new MultipartReader(body, Boundary, limits);
        var parts = new List<(string?, byte[])>();
        while (await reader.NextAsync(default) is { } part)
        {
            using var bytes = new MemoryStream();
            await part.Body.CopyToAsync(bytes);
            parts.Add((part.ContentType, bytes.ToArray()));
        }
        return parts;
    }

    private sealed class SlowStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }

    private sealed class LongStream(byte[] head, long zeros, byte[] tail) : Stream
    {
        private long at;
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => head.Length + zeros + tail.Length;
        public override long Position { get => at; set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Read(buffer.Span);
            at += read;
            return ValueTask.FromResult(read);
        }

        private new int Read(Span<byte> to)
        {
            var source = at < head.Length ? head.AsSpan((int)at) : at >= head.Length + zeros ? tail.AsSpan((int)(at - head.Length - zeros)) : default;
            if (source.IsEmpty && at < Length)
            {
                var count = (int)Math.Min(to.Length, head.Length + zeros - at);
                to[..count].Clear();
                return count;
            }
            var here = Math.Min(to.Length, source.Length);
            source[..here].CopyTo(to);
            return here;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
