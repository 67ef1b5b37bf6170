using System.Text;
using System.Text.Json;
using System.Net.Http.Json;
using Pandok.Dicom.Network;
using Pandok.Journey.Tests.Fixtures;

namespace Pandok.Journey.Tests;

/// <summary>
/// kill -9 while an instance that has to be read whole lies in its sealed scratch, and another flows into the quarantine: nothing acknowledged is lost, nothing lies open or orphaned.
/// </summary>
public sealed class KilledWithDoubtsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_kill_among_scratches_and_half_held_instances_loses_no_acknowledged_one_and_leaves_nothing()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("NOT TESTED: open files of a process are seen on Linux only.");
        await using var node = await Node.StartAsync(settleSeconds: 1);
        using var officer = await node.SignInNewAsync("officer", "PrivacyOfficer", null);
        Assert.Equal(DimseStatus.Success, await PausedInstance.ThatIsReadWhole(1).SendAsync(node));
        var held = await PausedInstance.ThatIsHeld(2).SendAsync(node);
        output.WriteLine($"held is said as {held}");
        Assert.Equal((1, 1), await KeptAsync(node, officer));

        var never = new TaskCompletionSource();
        var (whole, doubtful) = (PausedInstance.ThatIsReadWhole(3), PausedInstance.ThatIsHeld(4));
        Task<DimseStatus>[] senders = [whole.SendAsync(node, never.Task), doubtful.SendAsync(node, never.Task)];
        await Task.WhenAll(whole.Paused, doubtful.Paused);
        var (scratch, partial) = await UntilAsync(() => (ScratchesOf(node), Partial(node)), seen => seen.Item1.Length > 1 << 19 && seen.Item2.Length > 1 << 19);
        Assert.True(scratch.AsSpan().IndexOf(whole.Needle) < 0, "The scratch lies open.");
        Assert.True(partial.AsSpan().IndexOf(doubtful.Needle) < 0, "What is being held lies open.");
        Assert.Empty(Speaking(node));
        Assert.Empty(Named(node, "scratch"));

        await node.KillAsync();
        Assert.Empty(Speaking(node));
        Assert.Single(Named(node, "quarantine"), name => name.EndsWith(".partial", StringComparison.Ordinal));
        never.SetResult();
        foreach (var sender in senders) await Assert.ThrowsAnyAsync<Exception>(() => sender);

        await node.StartServerAsync();
        Assert.Equal((1, 1), await KeptAsync(node, officer));
        Assert.Empty(Named(node, "scratch"));
        Assert.Single(Named(node, "quarantine"));
        // Sent again they are taken as if nothing had been; killed at the very moment of the answer, both are there.
        Assert.Equal(DimseStatus.Success, await PausedInstance.ThatIsReadWhole(3).SendAsync(node));
        Assert.Equal(held, await PausedInstance.ThatIsHeld(4).SendAsync(node));
        await node.KillAsync();
        await node.StartServerAsync();
        Assert.Equal((2, 2), await KeptAsync(node, officer));
        Assert.Equal(2, Named(node, "quarantine").Count);
        Assert.Empty(Speaking(node));
        // The original that was held before the kills opens and can be looked at.
        var first = (await officer.GetFromJsonAsync<JsonElement>("/api/privacy/held")).GetProperty("items")[0].GetProperty("id").GetString();
        using var picture = await officer.GetAsync($"/api/privacy/held/{first}/frames/0/original");
        Assert.True(picture.IsSuccessStatusCode, $"{picture.StatusCode}");
    }

    /// <summary>How many instances are archived, by their receipts, and how many are held.</summary>
    private static async Task<(int Archived, int Held)> KeptAsync(Node node, HttpClient officer)
    {
        var held = await officer.GetFromJsonAsync<JsonElement>("/api/privacy/held");
        var study = held.GetProperty("items")[0].GetProperty("study").GetString();
        var receipt = await officer.GetFromJsonAsync<JsonElement>($"/api/privacy/receipts/{study}");
        Assert.True(receipt.GetProperty("intact").GetBoolean());
        var files = Directory.GetFiles(Path.Combine(node.Folder, "objects"), "*.dcm", SearchOption.AllDirectories).Length;
        Assert.Equal(receipt.GetProperty("instances").GetInt32(), files);
        return (files, held.GetProperty("items").GetArrayLength());
    }

    // A scratch has no name; Linux still shows it among the open files of its process.
    private static byte[] ScratchesOf(Node node)
    {
        using var all = new MemoryStream();
        foreach (var descriptor in Directory.GetFiles($"/proc/{node.ProcessId}/fd"))
        {
            if (new FileInfo(descriptor).LinkTarget is not { } target || !target.Contains("/scratch/pandok-", StringComparison.Ordinal)) continue;
            all.Write(File.ReadAllBytes(descriptor));
        }
        return all.ToArray();
    }

    private static byte[] Partial(Node node) =>
        Named(node, "quarantine").Find(name => name.EndsWith(".partial", StringComparison.Ordinal)) is { } file ? ReadShared(file) : [];

    private static List<string> Named(Node node, string folder) =>
        Directory.Exists(Path.Combine(node.Folder, folder)) ? [.. Directory.GetFiles(Path.Combine(node.Folder, folder), "*", SearchOption.AllDirectories)] : [];

    private static List<string> Speaking(Node node) => [.. Directory.GetFiles(node.Folder, "*", SearchOption.AllDirectories).Where(file =>
        ReadShared(file) is var bytes && new[] { "ZZPLANTED", "HONGGILDONG", PausedInstance.PatientId, "1.2.3.4.", "1.2.3.1" }
            .Any(word => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(word)) >= 0))];

    // What the server writes it locks, and .NET honours that; another program does not.
    private static byte[] ReadShared(string file)
    {
        if (!file.EndsWith(".partial", StringComparison.Ordinal)) return File.ReadAllBytes(file);
        using var cat = Run.Start("/bin/cat", file);
        using var all = new MemoryStream();
        cat.StandardOutput.BaseStream.CopyTo(all);
        cat.WaitForExit();
        return all.ToArray();
    }

    private static async Task<T> UntilAsync<T>(Func<T> look, Func<T, bool> pleases)
    {
        for (var attempt = 0; attempt < 100; attempt++, await Task.Delay(50))
        {
            if (look() is var seen && pleases(seen)) return seen;
        }
        throw new TimeoutException("It did not become what was waited for.");
    }
}
