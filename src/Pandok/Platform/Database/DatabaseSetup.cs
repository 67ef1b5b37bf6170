using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Pandok.Platform.Database;

/// <summary>Chooses the provider: PostgreSQL when a connection string is given, else SQLite in the data folder.</summary>
internal static class DatabaseSetup
{
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

        return services;
    }

    public static void UsePostgres(DbContextOptionsBuilder builder, string connection) => builder.UseNpgsql(connection);

    public static void UseSqlite(DbContextOptionsBuilder builder, string file) =>
        builder.UseSqlite(new SqliteConnectionStringBuilder { DataSource = file }.ToString()).AddInterceptors(new SqlitePragmas());

    /// <summary>Brings the schema up to date. Several nodes may do this at once: the provider's migration lock lets one work.</summary>
    public static async Task MigrateAsync(this DatabaseFactory factory, CancellationToken stop)
    {
        await using var db = factory.Create();
        await db.Database.MigrateAsync(stop);
    }
}
