using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Pandok.Platform.Database;

/// <summary>
/// The one database. It knows no stage: each stage lays its <see cref="IEntityTypeConfiguration{TEntity}"/> beside its rows and asks with <c>Set&lt;T&gt;()</c>.
/// Times are UTC ticks (SQLite cannot order DateTimeOffset) in both providers.
/// </summary>
internal abstract class Database(DbContextOptions options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(Database).Assembly, type => type.Namespace?.StartsWith("Pandok.Deidentify.Vaults", StringComparison.Ordinal) != true);

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
