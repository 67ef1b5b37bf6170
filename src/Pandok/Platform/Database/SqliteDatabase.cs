using Microsoft.EntityFrameworkCore;

namespace Pandok.Platform.Database;

/// <summary>The embedded default: one SQLite file in WAL mode.</summary>
internal sealed class SqliteDatabase(DbContextOptions<SqliteDatabase> options) : Database(options);
