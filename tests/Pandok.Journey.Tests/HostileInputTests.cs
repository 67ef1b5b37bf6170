using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Pandok.Journey.Tests.Fixtures;

namespace Pandok.Journey.Tests;

/// <summary>What comes in wrong gets a clear error and a line for the coordinator, and nothing of it is stored.</summary>
public sealed class HostileInputTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Each_bad_input_gets_a_clear_error_and_a_line_for_the_coordinator_and_nothing_is_stored()
    {
        using var planted = await PlantedStudy.CopyAsync(Places.Data("chest-ct/ricord-1a-covid-dicom"), 1);
        var whole = await File.ReadAllBytesAsync(Directory.GetFiles(planted.Folder)[0]);
        await using var node = await Node.StartAsync();
        using var coordinator = await node.SignInNewAsync("coordinator", "Coordinator", null);
        using var device = node.DeviceClient();

        // an association from an unknown AE
        var (code, said) = await node.StorescuAsync(planted.Folder, callingAe: "STRANGER");
        Assert.NotEqual(0, code);
        Assert.Contains("Calling AE Title Not Recognized", said, StringComparison.OrdinalIgnoreCase);
        output.WriteLine("unknown AE: " + said.Split('\n').First(line => line.Contains("Reason", StringComparison.OrdinalIgnoreCase)).Trim());
        await LineAsync(coordinator, "unknownAe");

        // a wrong key
        using var wrong = node.DeviceClient("not-a-key");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Stow.SendAsync(wrong, whole)).Status);
        await LineAsync(coordinator, "badKey");

        // cut in half
        var half = await Stow.SendAsync(device, whole[..(whole.Length / 2)]);
        Assert.Equal(HttpStatusCode.Conflict, half.Status);
        Assert.Contains("00081198", half.Body);
        await LineAsync(coordinator, "truncated");

        // a text file named .dcm
        Assert.Equal(HttpStatusCode.Conflict, (await Stow.SendAsync(device, "This is not DICOM. "u8.ToArray())).Status);
        await LineAsync(coordinator, "notDicom");

        // 200 MB of junk, as a part and as a plain body; memory stays bounded
        var before = Resident(node.ProcessId);
        Assert.Equal(HttpStatusCode.Conflict, (await Stow.SendAsync(device, new JunkStream(200_000_000))).Status);
        using var plain = new StreamContent(new JunkStream(200_000_000));
        plain.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        HttpStatusCode? refused = null;
        try
        {
            refused = (await device.PostAsync("/dicom-web/studies", plain)).StatusCode;
        }
        catch (HttpRequestException)
        {
            // The server answered 415 and closed the line while we were still sending; some clients see only the closed line.
        }
        Assert.True(refused is null or HttpStatusCode.UnsupportedMediaType, $"{refused}");
        await LineAsync(coordinator, "notMultipart");
        var grown = Resident(node.ProcessId) - before;
        output.WriteLine($"after 2 x 200 MB of junk the server is {grown / 1e6:F0} MB larger");
        Assert.InRange(grown, long.MinValue, 100_000_000);

        // nothing is stored: neither object nor temporary file nor identity
        var objects = Path.Combine(node.Folder, "objects");
        Assert.Empty(Directory.Exists(objects) ? Directory.GetFiles(objects, "*", SearchOption.AllDirectories) : []);
        Assert.Equal(0, (await coordinator.GetFromJsonAsync<JsonElement>("/api/coordinator/studies")).GetProperty("items").GetArrayLength());
        Assert.Empty(planted.FindIn(node.Folder));

        // and the whole file still gets in
        Assert.Equal(HttpStatusCode.OK, (await Stow.SendAsync(device, whole)).Status);
    }

    [Fact]
    public async Task The_same_instance_twice_is_archived_once_and_other_content_under_its_UID_is_refused()
    {
        using var planted = await PlantedStudy.CopyAsync(Places.Data("chest-ct/ricord-1a-covid-dicom"), 1);
        var file = Directory.GetFiles(planted.Folder)[0];
        await using var node = await Node.StartAsync();
        using var device = node.DeviceClient();
        using var coordinator = await node.SignInNewAsync("coordinator", "Coordinator", null);

        Assert.Equal(HttpStatusCode.OK, (await Stow.SendAsync(device, await File.ReadAllBytesAsync(file))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Stow.SendAsync(device, await File.ReadAllBytesAsync(file))).Status);
        var (code, said) = await node.StorescuAsync(file); // and over the other door
        Assert.True(code == 0, said);
        Assert.Single(Directory.GetFiles(Path.Combine(node.Folder, "objects"), "*.dcm", SearchOption.AllDirectories));

        var (modified, _) = await Run.Async(Places.Tool("dcmodify"), "-nb", "-i", "(0018,0060)=99", file);
        Assert.Equal(0, modified);
        Assert.Equal(HttpStatusCode.Conflict, (await Stow.SendAsync(device, await File.ReadAllBytesAsync(file))).Status);
        await LineAsync(coordinator, "uidConflict");
    }

    private async Task LineAsync(HttpClient coordinator, string code)
    {
        var problems = await Node.UntilAsync(coordinator, "/api/coordinator/problems", answer => answer.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("code").GetString() == code));
        var line = problems.GetProperty("items").EnumerateArray().First(item => item.GetProperty("code").GetString() == code);
        output.WriteLine($"{code}: {line.GetProperty("detail").GetString()}");
    }

    private static long Resident(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64;
    }

    private sealed class JunkStream(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = (int)Math.Min(left, count);
            buffer.AsSpan(offset, taken).Fill(0x5A);
            left -= taken;
            return taken;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
