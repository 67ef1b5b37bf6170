using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Pandok.Platform.Database;

/// <summary>
/// Work that is saved as a whole or not at all. SQLite: BEGIN IMMEDIATE, writers of this process queue without holding a thread.
/// PostgreSQL: read committed. Busy, serialization and concurrency failures, and rows that another added meanwhile, are tried again from the beginning with a cleared change
/// tracker, so the work must load what it decides on, and publish nothing before it returns. Inside an open transaction the work joins it.
/// </summary>
internal static class Transactions
{
    private const int Attempts = 12;
    private const int LongestPauseMs = 400;
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Writers = new();

    public static async Task<T> InTransactionAsync<T>(this Database db, Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        if (db.Database.CurrentTransaction is not null)
            return await work(stop);

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(db, work, stop);
            }
            catch (Exception fault) when (attempt < Attempts && IsTransient(fault))
            {
                db.ChangeTracker.Clear();
                await Task.Delay(Random.Shared.Next(5, Math.Min(LongestPauseMs, 20 << attempt)), stop);
            }
        }
    }

    public static Task InTransactionAsync(this Database db, Func<CancellationToken, Task> work, CancellationToken stop) =>
        db.InTransactionAsync(async token => { await work(token); return true; }, stop);

    // PostgreSQL, class 23: another transaction added the same row since this one looked for it. Done again, the work finds it.
    private const string UniqueViolation = "23505";

    /// <summary>Whether the same work may succeed when it is done again.</summary>
    public static bool IsTransient(Exception fault) =>
        fault is DbUpdateConcurrencyException
        || fault is DbException { IsTransient: true } or DbException { SqlState: UniqueViolation }
        || (fault.InnerException is { } inner && IsTransient(inner));

    private static async Task<T> OnceAsync<T>(Database db, Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        var gate = db is SqliteDatabase ? Writers.GetOrAdd(db.Database.GetConnectionString() ?? "", _ => new SemaphoreSlim(1)) : null;
        if (gate is not null)
            await gate.WaitAsync(stop);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, stop);
            var result = await work(stop);
            await transaction.CommitAsync(stop);
            return result;
        }
        finally
        {
            gate?.Release();
        }
    }
}
