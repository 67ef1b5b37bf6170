using System.Diagnostics;
using Pandok.Ingest;

namespace Pandok.Tests.Ingest;

/// <summary>What the look at pixels adds to a slice on its way in; run by name, it proves nothing on a busy machine: <c>-class Pandok.Tests.Ingest.DoorSpeed -explicit only</c>.</summary>
public sealed class DoorSpeed(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [InlineData("chest-ct/ricord-1a-covid-dicom", 248)]
    [InlineData("head-ct/ge-hispeed-dual", 60)]
    public async Task Time_of_a_slice_from_first_byte_to_answer(string folder, int most)
    {
        var files = Directory.GetFiles(Archive.DicomWebServer.Shared(folder), "*", SearchOption.AllDirectories).Order().Take(most).Select(File.ReadAllBytes).ToList();
        await using var scene = await DoorScene.OpenAsync();
        var ms = new List<double>();
        var cpu = Environment.CpuUsage.TotalTime;
        foreach (var file in files)
        {
            var began = Stopwatch.GetTimestamp();
            Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(file));
            ms.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        ms.Sort();
        output.WriteLine($"{folder}: {files.Count} slices of {files.Average(file => file.Length) / 1e3:F0} kB, median {ms[ms.Count / 2]:F1} ms, 95 % {ms[ms.Count * 95 / 100]:F1} ms, processor {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / files.Count:F1} ms each");
    }
}
