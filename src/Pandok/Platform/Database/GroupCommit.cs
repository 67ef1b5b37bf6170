using System.Collections.Concurrent;

using Pandok.Platform.Telemetry;

namespace Pandok.Platform.Database;

/// <summary>
/// One transaction for many callers: the works that come while one transaction commits share the next, so that they wait for the disk together. Whoever finds the
/// turn free does what is waiting, others' included. The database stays open between transactions, and so do its parsed commands.
/// Invariants: 1. nobody hears of success before the commit that holds his work; 2. what a work says must be durable is, before the commit; 3. a work that fails, fails
/// alone: the others of its group are done again without it.
/// </summary>
internal sealed class GroupCommit(DatabaseFactory databases) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly ConcurrentQueue<Member> waiting = new();
    private Database? database;

    /// <summary>What a work came to, and what must have happened before it is committed.</summary>
    internal readonly record struct Saved<T>(T Outcome, Task Durable);

    /// <param name="work">Done after others' works in the same transaction, possibly more than once: it must load what it decides on. It is not cancelled, for others wait for it.</param>
    public async Task<T> RunAsync<T>(Func<Database, Task<Saved<T>>> work)
    {
        T? outcome = default;
        var mine = new Member(async db =>
        {
            var saved = await work(db);
            outcome = saved.Outcome;
            return saved.Durable;
        });
        waiting.Enqueue(mine);
        using (Stages.Begin("turn")) await turn.WaitAsync();
        try
        {
            if (!mine.Done.Task.IsCompleted) await CommitAsync(TakeAll());
        }
        finally
        {
            turn.Release();
        }
        await mine.Done.Task;
        return outcome!;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        turn.Dispose();
    }

    private List<Member> TakeAll()
    {
        var members = new List<Member>();
        while (waiting.TryDequeue(out var member)) members.Add(member);
        return members;
    }

    private async Task CommitAsync(List<Member> members)
    {
        try
        {
            await TogetherAsync(members);
            foreach (var member in members) member.Done.SetResult();
        }
#pragma warning disable CA1031 // each fault goes to the one whose work it is
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await CloseAsync();
            if (members is [var only]) only.Done.SetException(fault);
            else foreach (var member in members) await CommitAsync([member]);
        }
    }

    private async Task TogetherAsync(List<Member> members)
    {
        var db = database ??= await OpenAsync();
        var commit = default(Stages.Running);
        await db.InTransactionAsync(async _ =>
        {
            var durable = new Task[members.Count];
            for (var i = 0; i < durable.Length; i++)
            {
                durable[i] = await members[i].Work(db);
                db.ChangeTracker.Clear();
            }
            using (Stages.Begin("durable")) await Task.WhenAll(durable);
            commit = Stages.Begin("commit");
        }, CancellationToken.None);
        commit.Dispose();
    }

    private async Task<Database> OpenAsync()
    {
        var db = databases.Create();
        await db.OpenAsync();
        return db;
    }

    private async ValueTask CloseAsync()
    {
        if (database is { } db) await db.DisposeAsync();
        database = null;
    }

    private sealed class Member(Func<Database, Task<Task>> work)
    {
        public Func<Database, Task<Task>> Work => work;
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
