using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Tests.Platform.Database;

public sealed class GroupCommitTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Works_that_come_together_are_all_saved(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var commits = server.Services.GetRequiredService<GroupCommit>();
        var codes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => commits.RunAsync(db => AddAsync(db, $"S{i:D2}"))));
        Assert.Equal(codes, await CodesAsync(server));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_work_that_fails_fails_alone(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var commits = server.Services.GetRequiredService<GroupCommit>();
        var hold = new TaskCompletionSource();
        var first = commits.RunAsync(async db => new GroupCommit.Saved<string>((await AddAsync(db, "S00")).Outcome, hold.Task)); // the others gather behind it
        var others = Enumerable.Range(1, 6).Select(i => commits.RunAsync(db => i == 3 ? throw new InvalidDataException() : AddAsync(db, $"S{i:D2}"))).ToArray();
        hold.SetResult();
        await Assert.ThrowsAsync<InvalidDataException>(() => others[2]);
        Assert.Equal("S00", await first);
        foreach (var other in others.Where((_, i) => i != 2)) await other;
        Assert.Equal(["S00", "S01", "S02", "S04", "S05", "S06"], await CodesAsync(server));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Nothing_is_visible_or_told_before_what_must_be_durable_is(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var commits = server.Services.GetRequiredService<GroupCommit>();
        var disk = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        var saving = commits.RunAsync(async db =>
        {
            var saved = await AddAsync(db, "S01");
            reached.SetResult();
            return saved with { Durable = disk.Task };
        });
        await reached.Task;
        Assert.Empty(await CodesAsync(server));
        Assert.False(saving.IsCompleted);
        disk.SetResult();
        Assert.Equal("S01", await saving);
        Assert.Equal(["S01"], await CodesAsync(server));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task What_did_not_become_durable_is_not_saved(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var commits = server.Services.GetRequiredService<GroupCommit>();
        await Assert.ThrowsAsync<IOException>(() => commits.RunAsync(async db => await AddAsync(db, "S01") with { Durable = Task.FromException(new IOException()) }));
        Assert.Empty(await CodesAsync(server));
        Assert.Equal("S02", await commits.RunAsync(db => AddAsync(db, "S02")));
    }

    private static async Task<GroupCommit.Saved<string>> AddAsync(Pandok.Platform.Database.Database db, string code)
    {
        db.Add(new Site { Id = Guid.NewGuid(), Code = code, Name = code });
        await db.SaveChangesAsync();
        return new(code, Task.CompletedTask);
    }

    private static Task<List<string>> CodesAsync(RunningServer server) => server.WithDatabaseAsync(db => db.Set<Site>().OrderBy(site => site.Code).Select(site => site.Code).ToListAsync());
}
