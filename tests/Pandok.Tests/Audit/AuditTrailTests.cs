using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;

namespace Pandok.Tests.Audit;

public sealed class AuditTrailTests
{
    private static readonly Actor Someone = new(Guid.NewGuid(), "Demo Reader", "reader");

    public static TheoryData<Store, string, long> Tamperings
    {
        get
        {
            var data = new TheoryData<Store, string, long>();
            foreach (var store in Enum.GetValues<Store>())
            {
                data.Add(store, """UPDATE audit_entries SET "ActorName" = 'Demo Other' WHERE "Seq" = 4""", 4);
                data.Add(store, """UPDATE audit_entries SET "At" = "At" + 1 WHERE "Seq" = 5""", 5);
                data.Add(store, """UPDATE audit_entries SET "Detail" = NULL WHERE "Seq" = 3""", 3);
                data.Add(store, """DELETE FROM audit_entries WHERE "Seq" = 4""", 4);
                data.Add(store, """DELETE FROM audit_entries WHERE "Seq" = 1""", 1);
                data.Add(store, """DELETE FROM audit_entries WHERE "Seq" = 6""", 6);
                data.Add(store, """UPDATE audit_entries SET "Seq" = -"Seq" WHERE "Seq" IN (3, 4); UPDATE audit_entries SET "Seq" = 7 + "Seq" WHERE "Seq" < 0""", 3);
                data.Add(store, """DELETE FROM audit_entries WHERE "Seq" = 6; UPDATE audit_heads SET "Seq" = 5, "Hash" = (SELECT "Hash" FROM audit_entries WHERE "Seq" = 5)""", 6);
                data.Add(store, "DELETE FROM audit_heads", 7);
            }

            return data;
        }
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_untouched_trail_is_intact(Store store)
    {
        await using var server = await ServerWithSixRowsAsync(store);
        Assert.Equal(new ChainVerdict(6, Intact: true, BrokenAt: null), await VerifyAsync(server));
    }

    [Theory, MemberData(nameof(Tamperings))]
    public async Task A_changed_a_deleted_and_a_swapped_row_are_found(Store store, string tampering, long brokenAt)
    {
        await using var server = await ServerWithSixRowsAsync(store);
        await server.WithDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(tampering));
        var verdict = await VerifyAsync(server);
        Assert.False(verdict.Intact);
        Assert.Equal(brokenAt, verdict.BrokenAt);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Writers_at_the_same_moment_leave_one_chain_without_a_gap(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => AppendAsync(server, null)));
        Assert.Equal(new ChainVerdict(24, Intact: true, BrokenAt: null), await VerifyAsync(server));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_deed_that_fails_leaves_no_row(Store store)
    {
        await using var server = await ServerWithSixRowsAsync(store);
        var trail = server.Services.GetRequiredService<AuditTrail>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.WithDatabaseAsync(db => db.InTransactionAsync<bool>(async stop =>
        {
            await trail.AppendAsync(db, Someone, AuditAction.Claimed, "2.25.1", null, null, stop);
            throw new InvalidOperationException("the deed fails");
        }, default)));
        Assert.Equal(new ChainVerdict(6, Intact: true, BrokenAt: null), await VerifyAsync(server));
    }

    [Fact]
    public async Task A_row_outside_a_transaction_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var trail = server.Services.GetRequiredService<AuditTrail>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.WithDatabaseAsync(async db =>
        {
            await trail.AppendAsync(db, Someone, AuditAction.Claimed, null, null, null, default);
            return true;
        }));
    }

    private static async Task<RunningServer> ServerWithSixRowsAsync(Store store)
    {
        var server = await RunningServer.StartAsync(store);
        for (var row = 1; row <= 6; row++)
            await AppendAsync(server, new { instances = row });
        return server;
    }

    private static Task<bool> AppendAsync(RunningServer server, object? detail) => server.WithDatabaseAsync(db => db.InTransactionAsync(async stop =>
    {
        await server.Services.GetRequiredService<AuditTrail>().AppendAsync(db, Someone, AuditAction.Viewed, "2.25.1", Guid.Empty, detail, stop);
        return true;
    }, default));

    private static Task<ChainVerdict> VerifyAsync(RunningServer server) =>
        server.WithDatabaseAsync(db => server.Services.GetRequiredService<AuditTrail>().VerifyAsync(db, default));
}
