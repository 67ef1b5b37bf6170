using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Pandok.Platform.Database;

/// <summary>Chooses the provider: PostgreSQL when a connection string is given, else SQLite in the data folder.</summary>
internal static class DatabaseSetup
{
    private const long MigrationLock = 0x70616e646f6b0002;

    public static IServiceCollection AddDatabase(this IServiceCollection services, PandokOptions options)
    {
        if (options.Database is { } connection)
        {
            services.AddDbContextFactory<PostgresDatabase>(builder => UsePostgres(builder, connection));
            services.AddScoped<Database>(scope => scope.GetRequiredService<PostgresDatabase>());
            services.AddSingleton(all => new DatabaseFactory(all.GetRequiredService<IDbContextFactory<PostgresDatabase>>().CreateDbContext));
            services.AddHostedService<PostgresLiveBridge>();
        }
        else
        {
            services.AddDbContextFactory<SqliteDatabase>(builder => UseSqlite(builder, Path.Combine(options.Data, "pandok.db")));
            services.AddScoped<Database>(scope => scope.GetRequiredService<SqliteDatabase>());
            services.AddSingleton(all => new DatabaseFactory(all.GetRequiredService<IDbContextFactory<SqliteDatabase>>().CreateDbContext));
        }

        return services.AddSingleton<GroupCommit>();
    }

    // Commands that come again are parsed once by each connection.
    public static void UsePostgres(DbContextOptionsBuilder builder, string connection) =>
        builder.UseNpgsql(new NpgsqlConnectionStringBuilder { MaxAutoPrepare = 40, ConnectionString = connection }.ToString());

    public static void UseSqlite(DbContextOptionsBuilder builder, string file) =>
        builder.UseSqlite(new SqliteConnectionStringBuilder { DataSource = file }.ToString()).AddInterceptors(new SqlitePragmas());

    /// <summary>Brings the schema up to date. Of several nodes that start at once one works and the others wait.</summary>
    public static async Task MigrateAsync(this DatabaseFactory factory, CancellationToken stop)
    {
        await using var db = factory.Create();
        await using var keeper = factory.Create();
        // The provider's own lock ends with each migration, and a node that waited there does not look again at what is already applied.
        var alone = db is PostgresDatabase && await keeper.Database.CanConnectAsync(stop);
        if (alone)
        {
            await keeper.Database.OpenConnectionAsync(stop);
            await keeper.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", stop);
        }

        try
        {
            await db.Database.MigrateAsync(stop);
        }
        finally
        {
            if (alone)
                await keeper.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }
}
