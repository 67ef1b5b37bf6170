using System.Net.Http.Json;
using System.Text.Json;
using Pandok.Journey.Tests.Fixtures;

namespace Pandok.Journey.Tests;

/// <summary>A full disk: the sender learns it and keeps its objects; what was acknowledged stays; when there is room again, the rest gets in.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_full_disk_is_told_to_the_sender_and_the_rest_gets_in_when_there_is_room()
    {
        using var planted = await PlantedStudy.CopyAsync(Places.Data("chest-ct/ricord-1a-covid-dicom"), 100);
        var small = Directory.CreateTempSubdirectory("pandok-small-disk-").FullName;
        var (mounted, why) = await Run.Async("/bin/mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small);
        if (mounted != 0) Assert.Skip($"NOT TESTED: a small disk cannot be mounted here ({why.Trim()}).");
        try
        {
            await using var node = await Node.StartAsync(objects: small);
            using var coordinator = await node.SignInNewAsync("coordinator", "Coordinator", null);
            var (_, said) = await node.StorescuAsync(planted.Folder, options: "--no-halt");
            var taken = said.Split("Received Store Response (Success)").Length - 1;
            Assert.InRange(taken, 1, 99);
            Assert.Contains("OutOfResources", said, StringComparison.OrdinalIgnoreCase);
            var problems = await coordinator.GetFromJsonAsync<JsonElement>("/api/coordinator/problems");
            Assert.Contains(problems.GetProperty("items").EnumerateArray(), item => item.GetProperty("code").GetString() == "outOfResources");
            output.WriteLine($"{taken} of 100 were taken, the rest refused with A700");
            Assert.Equal(taken, await InstancesAsync(coordinator));

            Assert.Equal(0, (await Run.Async("/bin/mount", "-o", "remount,size=200m", small)).Code);
            var (code, again) = await node.StorescuAsync(planted.Folder);
            Assert.True(code == 0, again);
            Assert.Equal(100, await InstancesAsync(coordinator));
        }
        finally
        {
            await Run.Async("/bin/umount", "-l", small);
            Directory.Delete(small);
        }
    }

    private static async Task<int> InstancesAsync(HttpClient coordinator)
    {
        var studies = await coordinator.GetFromJsonAsync<JsonElement>("/api/coordinator/studies");
        return studies.GetProperty("items").EnumerateArray().Sum(item => item.GetProperty("instances").GetInt32());
    }
}
