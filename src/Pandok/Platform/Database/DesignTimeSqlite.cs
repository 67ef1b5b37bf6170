using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Pandok.Platform.Database;

/// <summary>Lets <c>dotnet ef</c> see the model without starting a server. Nothing is opened.</summary>
internal sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteDatabase>
{
    public SqliteDatabase CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteDatabase>();
        DatabaseSetup.UseSqlite(builder, "design.db");
        return new SqliteDatabase(builder.Options);
    }
}
