using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Pandok.Ingest;
using Pandok.Planted;
using Pandok.Studies;

namespace Pandok.Tests.Ingest;

/// <summary>The planted corpus through the door, in any order of its files: nothing that was planted stands anywhere in the data folder, and no drawn text can be read in what is archived.</summary>
public sealed class PlantedAtTheDoorTests(ITestOutputHelper output)
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Nothing_planted_is_left_in_the_data_folder(int seed)
    {
        await using var scene = await DoorScene.OpenAsync();
        var corpus = new Corpus(seed);
        var archived = new Dictionary<string, string>();
        var held = new List<string>();
        foreach (var one in corpus.Objects)
        {
            switch (await scene.ReceiveAsync(one.File.ToArray()))
            {
                case ReceiveOutcome.Archived done: archived[one.Name] = done.Instance; break;
                case ReceiveOutcome.Held still: held.Add($"{one.Name} {string.Join('+', still.Reasons)}"); break;
                case var other: held.Add($"{one.Name} {other}"); break;
            }
        }
        output.WriteLine($"{archived.Count} of {corpus.Objects.Count} archived; not: {string.Join(", ", held)}");
        Assert.Empty(corpus.Objects.Where(one => one.MustRelease && !archived.ContainsKey(one.Name)).Select(one => one.Name));

        var keys = await scene.Server.WithDatabaseAsync(db => db.Set<Instance>().ToDictionaryAsync(row => row.Uid, row => row.ObjectKey));
        foreach (var text in corpus.Truth.Burned.Where(text => archived.ContainsKey(text.Name)))
            Assert.False(DoorScene.IsReadable(await DoorScene.FramesAsync(await File.ReadAllBytesAsync(Path.Combine(scene.Data, "objects", keys[archived[text.Name]]))), text), $"{text.Name} frame {text.Frame}");

        SqliteConnection.ClearAllPools();
        var search = new LeakSearch(corpus.Truth);
        foreach (var path in Directory.GetFiles(scene.Data, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var leaks = search.Leaks(bytes);
            Assert.True(leaks.Count == 0, $"{Path.GetRelativePath(scene.Data, path)}: {string.Join(", ", leaks)}");
        }
    }
}
