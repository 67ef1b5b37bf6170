using Microsoft.EntityFrameworkCore;
using Pandok.Platform.Database;

namespace Pandok.Tests.Platform.Database;

public sealed class MigrationsTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_server_brings_its_schema_up_to_date_at_start(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var (applied, pending) = await server.WithDatabaseAsync(async db => ((await db.Database.GetAppliedMigrationsAsync()).Count(), (await db.Database.GetPendingMigrationsAsync()).Count()));
        Assert.True(applied > 0);
        Assert.Equal(0, pending);
    }

    [Fact]
    public async Task Two_nodes_may_start_on_one_new_database()
    {
        var (database, vault) = (await PostgresCluster.NewDatabaseAsync(), await PostgresCluster.NewDatabaseAsync());
        var nodes = await Task.WhenAll(RunningServer.StartOnAsync(database, vault), RunningServer.StartOnAsync(database, vault));
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_migrations_say_all_that_the_model_says(Store store)
    {
        await using Pandok.Platform.Database.Database db = store == Store.Sqlite ? new DesignTimeSqlite().CreateDbContext([]) : new DesignTimePostgres().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges(), "The model changed: ./dev migrations NAME");
    }
}
