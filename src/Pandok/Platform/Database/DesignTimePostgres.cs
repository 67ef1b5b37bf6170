using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Pandok.Platform.Database;

/// <summary>Lets <c>dotnet ef</c> see the model without starting a server. Nothing is opened.</summary>
internal sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresDatabase>
{
    public PostgresDatabase CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresDatabase>();
        DatabaseSetup.UsePostgres(builder, "Host=127.0.0.1;Database=design");
        return new PostgresDatabase(builder.Options);
    }
}
