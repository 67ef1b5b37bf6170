using Microsoft.EntityFrameworkCore;

namespace Pandok.Platform.Database;

/// <summary>PostgreSQL, for more than one node.</summary>
internal sealed class PostgresDatabase(DbContextOptions<PostgresDatabase> options) : Database(options);
