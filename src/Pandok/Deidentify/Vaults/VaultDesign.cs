using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Pandok.Deidentify.Vaults;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteVaultDatabase --output-dir Deidentify/Vaults/Migrations/Sqlite</c>; no database is opened.</summary>
internal sealed class VaultDesign : IDesignTimeDbContextFactory<SqliteVaultDatabase>, IDesignTimeDbContextFactory<PostgresVaultDatabase>
{
    SqliteVaultDatabase IDesignTimeDbContextFactory<SqliteVaultDatabase>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteVaultDatabase>().UseSqlite("Data Source=design.db").Options);

    PostgresVaultDatabase IDesignTimeDbContextFactory<PostgresVaultDatabase>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresVaultDatabase>().UseNpgsql("Host=design").Options);
}
