using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Pandok.Deidentify.Vaults;

/// <summary>The vault's own database, apart from the main one: other file or server, other backup, other rights. It holds no identity in clear.</summary>
internal abstract class VaultDatabase(DbContextOptions options) : DbContext(options)
{
    public DbSet<VaultSite> Sites => Set<VaultSite>();
    public DbSet<VaultRow> Rows => Set<VaultRow>();
    public DbSet<VaultBox> Boxes => Set<VaultBox>();
    public DbSet<VaultFormerRoot> FormerRoots => Set<VaultFormerRoot>();
    public DbSet<VaultMerge> Merges => Set<VaultMerge>();
    public DbSet<VaultAsk> Asks => Set<VaultAsk>();

    /// <summary>From here to the commit nobody else writes rows of this site. SQLite's transactions have a single writer already.</summary>
    public abstract Task LockSiteAsync(Guid site, CancellationToken stop);

    /// <summary>Writes over what deleted rows left in the files.</summary>
    public abstract Task ScrubAsync(CancellationToken stop);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var tables = new VaultTables();
        modelBuilder.ApplyConfiguration<VaultSite>(tables).ApplyConfiguration<VaultRow>(tables).ApplyConfiguration<VaultBox>(tables)
            .ApplyConfiguration<VaultFormerRoot>(tables).ApplyConfiguration<VaultMerge>(tables).ApplyConfiguration<VaultAsk>(tables);
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
