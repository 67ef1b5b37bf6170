using Microsoft.EntityFrameworkCore;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Tests.Platform.Database;

public sealed class TransactionsTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Savers_at_the_same_moment_lose_no_change(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        await server.AddStudyAsync(site.Id, "2.25.1");
        var runs = 0;
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.WithDatabaseAsync(db => db.InTransactionAsync(async stop =>
        {
            Interlocked.Increment(ref runs);
            var study = await db.Set<Study>().SingleAsync(stop);
            await Task.Yield();
            study.InstanceCount++;
            study.Version++;
            return await db.SaveChangesAsync(stop);
        }, default))));

        Assert.Equal(13, await server.WithDatabaseAsync(db => db.Set<Study>().Select(study => study.InstanceCount).SingleAsync()));
        Assert.True(runs >= 12);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Of_those_who_add_the_same_row_at_the_same_moment_one_adds_and_the_others_find_it(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        var added = 0;
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.WithDatabaseAsync(db => db.InTransactionAsync(async stop =>
        {
            var study = await db.Set<Study>().SingleOrDefaultAsync(study => study.Uid == "2.25.5", stop);
            await Task.Delay(20, stop);
            if (study is null) db.Add(study = new Study { Uid = "2.25.5", SiteId = site.Id, Pseudonym = "A-1" });
            study.InstanceCount++;
            study.Version++;
            await db.SaveChangesAsync(stop);
            if (study.InstanceCount == 1) Interlocked.Increment(ref added);
            return study.InstanceCount;
        }, default))));

        Assert.Equal(1, added);
        Assert.Equal(12, await server.WithDatabaseAsync(db => db.Set<Study>().Select(study => study.InstanceCount).SingleAsync()));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_stale_row_is_loaded_again(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        await server.AddStudyAsync(site.Id, "2.25.1");
        var attempts = 0;
        await server.WithDatabaseAsync(async db =>
        {
            await db.Set<Study>().SingleAsync();
            await server.WithDatabaseAsync(other => other.Set<Study>().ExecuteUpdateAsync(row => row.SetProperty(study => study.Version, 7)));
            return await db.InTransactionAsync(async stop =>
            {
                attempts++;
                var study = await db.Set<Study>().SingleAsync(stop);
                study.Version++;
                return await db.SaveChangesAsync(stop);
            }, default);
        });

        // Twice for the row that was stale; PostgreSQL may ask for one more round of its own.
        Assert.True(attempts >= 2, $"{attempts} attempts");
        Assert.Equal(8, await server.WithDatabaseAsync(db => db.Set<Study>().Select(study => study.Version).SingleAsync()));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Work_inside_work_joins_it_and_falls_with_it(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        await server.AddStudyAsync(site.Id, "2.25.1");
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.WithDatabaseAsync(db => db.InTransactionAsync<int>(async stop =>
        {
            await db.InTransactionAsync(inner => db.Set<Study>().ExecuteUpdateAsync(row => row.SetProperty(study => study.InstanceCount, 99), inner), stop);
            throw new InvalidOperationException();
        }, default)));
        Assert.Equal(1, await server.WithDatabaseAsync(db => db.Set<Study>().Select(study => study.InstanceCount).SingleAsync()));
    }

    [Fact]
    public async Task A_commit_on_SQLite_is_on_the_disk_before_it_returns()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal("wal", await PragmaAsync<string>(server, "SELECT journal_mode AS Value FROM pragma_journal_mode"));
        Assert.Equal(2, await PragmaAsync<int>(server, "SELECT synchronous AS Value FROM pragma_synchronous"));
        Assert.Equal(1, await PragmaAsync<int>(server, "SELECT foreign_keys AS Value FROM pragma_foreign_keys"));
        Assert.Equal(5000, await PragmaAsync<int>(server, "SELECT timeout AS Value FROM pragma_busy_timeout"));
    }

    private static Task<T> PragmaAsync<T>(RunningServer server, string sql) => server.WithDatabaseAsync(db => db.Database.SqlQueryRaw<T>(sql).SingleAsync());
}
