using System.Diagnostics;
using Pandok.Dicom.Web;

namespace Pandok.Dicom.Tests.Web;

public sealed class MultipartWriterTests
{
    // Python's own parser of mail is a reader that we did not write.
    private const string Script = """
        import email, email.policy, sys, hashlib
        kind = sys.argv[1].encode()
        message = email.message_from_bytes(b"Content-Type: " + kind + b"\r\n\r\n" + sys.stdin.buffer.read(), policy=email.policy.HTTP)
        for part in message.iter_parts():
            print(part.get_content_type(), part["Content-Location"], part["Content-Length"], hashlib.sha256(part.get_payload(decode=True)).hexdigest())
        """;

    [Fact]
    public async Task A_foreign_reader_gets_the_parts_and_the_length_was_said_before()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "NOT TESTED: python3 is not installed");
        var random = new byte[10_000];
        new Random(7).NextBytes(random);
        byte[][] bodies = ["first"u8.ToArray(), Array.ConvertAll(random, value => (byte)(value & 0x7F | 1)), "last"u8.ToArray()];
        var boundary = MultipartWriter.NewBoundary();
        MultipartHead[] heads = [.. bodies.Select((body, index) => new MultipartHead("application/dicom; transfer-syntax=1.2.840.10008.1.2.1", $"http://localhost/{index}", body.Length))];
        using var to = new MemoryStream();
        var writer = new MultipartWriter(to, boundary);
        for (var i = 0; i < bodies.Length; i++)
        {
            await writer.BeginAsync(heads[i], default);
            await to.WriteAsync(bodies[i]);
        }
        await writer.EndAsync(default);
        Assert.Equal(to.Length, MultipartWriter.LengthOf(boundary, heads));

        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Script, MultipartWriter.ContentType("application/dicom", boundary)]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await python.StandardInput.BaseStream.WriteAsync(to.ToArray());
        python.StandardInput.Close();
        var lines = (await python.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(bodies.Select((body, index) => $"application/dicom http://localhost/{index} {body.Length} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body))}"), lines);
    }

    [Fact]
    public async Task A_body_without_parts_is_closed_all_the_same()
    {
        using var to = new MemoryStream();
        await new MultipartWriter(to, "b").EndAsync(default);
        Assert.Equal("--b--\r\n"u8.ToArray(), to.ToArray());
        Assert.Equal(to.Length, MultipartWriter.LengthOf("b", []));
    }
}
