using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Pandok.Platform.Database;

/// <summary>Tells a fault of our own store, whose sender keeps the object and tries again, from one of the sender's line: a full disk below the objects or below the database.</summary>
internal static class DiskFault
{
    private const int NoSpace = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT
    private const int ReadOnly = 30; // EROFS
    private const int SqliteFull = 13; // SQLITE_FULL
    private const int SqliteReadOnly = 8; // SQLITE_READONLY
    // SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_SHMMAP: the file that WAL keeps beside the database cannot be made or grow.
    private const int SqliteNoSharedSize = 10 | (19 << 8), SqliteNoSharedMap = 10 | (21 << 8);

    public static bool IsOurs(Exception fault) => fault switch
    {
        // .NET on Unix keeps errno in the low word of HResult for file operations; sockets carry a SocketException inside.
        IOException { InnerException: null } => (fault.HResult & 0xFFFF) is NoSpace or QuotaExceeded or ReadOnly or 0x70 or 0x27,
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteFull or SqliteReadOnly || sqlite.SqliteExtendedErrorCode is SqliteNoSharedSize or SqliteNoSharedMap,
        // Class 53: insufficient resources; 53100 is a full disk.
        PostgresException { SqlState: ['5', '3', ..] } => true,
        NpgsqlException or DbException => false,
        _ => fault.InnerException is { } inner && IsOurs(inner),
    };
}
