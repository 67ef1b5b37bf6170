using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Pandok.Access;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Platform;
using static Pandok.Tests.Deidentify.VaultUnderTest;

namespace Pandok.Tests.Deidentify;

public sealed class VaultTests
{
    static VaultTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task What_is_sealed_comes_back_on_another_node(Store store)
    {
        await using var bench = await StartAsync(store);
        Assert.IsType<SealOutcome.Sealed>(await bench.SealAsync("2.25.1"));
        Assert.Equal(Gildong, await bench.IdentityOfAsync("2.25.1"));
        Assert.Equal(Gildong, await bench.IdentityOfAsync("2.25.1", bench.OtherNode()));
        var (here, there) = (await bench.Vault.KeysOfAsync(bench.Site, default), await bench.OtherNode().KeysOfAsync(bench.Site, default));
        Assert.Equal((here.KeyId, Convert.ToHexString(here.Uid), Convert.ToHexString(here.Patient)), (there.KeyId, Convert.ToHexString(there.Uid), Convert.ToHexString(there.Patient)));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task No_identity_is_at_rest_in_any_encoding(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        await bench.SealAsync("2.25.1", Gildong with { ReferringPhysician = "PLANTED^REFERRER" });
        await bench.IdentityOfAsync("2.25.1");
        var bytes = await bench.BytesAtRestAsync();
        Assert.True(bytes.AsSpan().IndexOf("2.25.1"u8) >= 0, "The search must be able to find what is there.");
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.GetEncoding("euc-kr"), Encoding.Latin1 })
            foreach (var word in new[] { "Gildong", "길동", "吉洞", "PLANTED", "19640518" })
                if (encoding != Encoding.Latin1 || char.IsAscii(word[0]))
                    Assert.True(bytes.AsSpan().IndexOf(encoding.GetBytes(word)) < 0, $"{word} is at rest as {encoding.WebName}");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_later_instance_fills_what_was_missing_and_blanks_nothing(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        await bench.SealAsync("2.25.1", new(null, "PLANTED-0001", "", null, null, Gildong.StudyUid, null, null, "PLANTED^REFERRER"));
        Assert.Equal(Gildong with { ReferringPhysician = "PLANTED^REFERRER" }, await bench.IdentityOfAsync("2.25.1"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_second_instance_of_a_study_does_not_touch_the_database(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        await bench.WithRowsAsync(db => db.Rows.ExecuteDeleteAsync());
        Assert.IsType<SealOutcome.Sealed>(await bench.SealAsync("2.25.1"));
        Assert.Equal(0, await bench.WithRowsAsync(db => db.Rows.CountAsync()));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Seals_at_the_same_moment_from_two_nodes_lose_nothing(Store store)
    {
        await using var bench = await StartAsync(store);
        var nodes = new[] { bench.Vault, bench.OtherNode() };
        var parts = new Func<StudyIdentity, StudyIdentity>[]
        {
            empty => empty with { PatientName = Gildong.PatientName }, empty => empty with { BirthDate = Gildong.BirthDate }, empty => empty with { Sex = Gildong.Sex },
            empty => empty with { Accession = Gildong.Accession }, empty => empty with { StudyDate = Gildong.StudyDate, StudyTime = Gildong.StudyTime },
        };
        var bare = new StudyIdentity(null, Gildong.PatientId, null, null, null, Gildong.StudyUid, null, null, null);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => nodes[i % 2].SealAsync(bench.Site, Pseudonym, parts[i / 2 % 5](bare), $"2.25.{i / 10}", default))));
        Assert.All(outcomes, outcome => Assert.IsType<SealOutcome.Sealed>(outcome));
        for (var study = 0; study < 4; study++) Assert.Equal(Gildong, await bench.IdentityOfAsync($"2.25.{study}"));
        Assert.Equal(1, await bench.WithRowsAsync(db => db.Sites.CountAsync()));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_pseudonym_of_two_patients_is_a_collision_and_changes_nothing(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        Assert.IsType<SealOutcome.Collision>(await bench.SealAsync("2.25.2", Gildong with { PatientId = "PLANTED-0002", StudyUid = "1.2.9" }));
        Assert.IsType<SealOutcome.Collision>(await bench.SealAsync("2.25.1", Gildong with { PatientId = "PLANTED-0002" }));
        Assert.IsType<SealOutcome.Collision>(await bench.SealAsync("2.25.1", pseudonym: "DEMO-000000000000"));
        Assert.IsType<SealOutcome.Sealed>(await bench.SealAsync("2.25.3", Gildong with { PatientId = " ＰＬＡＮＴＥＤ-0001 ", StudyUid = "1.2.10" }));
        Assert.Equal(Gildong, await bench.IdentityOfAsync("2.25.1"));
        Assert.Equal(2, await bench.WithRowsAsync(db => db.Rows.CountAsync()));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_changed_row_does_not_open(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        foreach (var at in new[] { 0, 1, 13, 29, ^1 })
        {
            var original = await bench.WithRowsAsync(db => db.Rows.Select(row => row.Sealed).SingleAsync());
            var changed = original.ToArray();
            changed[at] ^= 1;
            await bench.WithRowsAsync(db => db.Rows.ExecuteUpdateAsync(row => row.SetProperty(r => r.Sealed, changed)));
            await Assert.ThrowsAsync<BrokenSealException>(() => bench.IdentityOfAsync("2.25.1"));
            await bench.WithRowsAsync(db => db.Rows.ExecuteUpdateAsync(row => row.SetProperty(r => r.Sealed, original)));
        }
        Assert.Equal(Gildong, await bench.IdentityOfAsync("2.25.1"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_identity_moved_to_another_row_does_not_open(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        await bench.SealAsync("2.25.2", Gildong with { StudyUid = "1.2.9" });
        var other = await bench.WithRowsAsync(db => db.Rows.Where(row => row.StudyUid == "2.25.2").Select(row => row.Sealed).SingleAsync());
        await bench.WithRowsAsync(db => db.Rows.Where(row => row.StudyUid == "2.25.1").ExecuteUpdateAsync(row => row.SetProperty(r => r.Sealed, other)));
        await Assert.ThrowsAsync<BrokenSealException>(() => bench.IdentityOfAsync("2.25.1"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_row_given_to_another_pseudonym_is_not_resolved(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        Assert.IsType<ResolveOutcome.NotSealed>(await bench.Vault.ResolveAsync(bench.Study("2.25.1", "DEMO-000000000000"), "test", Someone, default));
        await bench.WithRowsAsync(db => db.Rows.ExecuteUpdateAsync(row => row.SetProperty(r => r.Pseudonym, "DEMO-000000000000")));
        await Assert.ThrowsAsync<BrokenSealException>(() => bench.Vault.ResolveAsync(bench.Study("2.25.1", "DEMO-000000000000"), "test", Someone, default));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Another_master_key_opens_nothing_and_destroys_nothing(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        using var elsewhere = new TemporaryFolder();
        var stranger = bench.OtherNode(master: MasterKey.OpenOrCreate(elsewhere["keys"]));
        await Assert.ThrowsAsync<BrokenSealException>(() => stranger.KeysOfAsync(bench.Site, default));
        await Assert.ThrowsAsync<BrokenSealException>(() => stranger.SealAsync(bench.Site, Pseudonym, Gildong, "2.25.2", default));
        await Assert.ThrowsAsync<BrokenSealException>(() => bench.IdentityOfAsync("2.25.1", stranger));
        Assert.Equal(Gildong, await bench.IdentityOfAsync("2.25.1"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Who_asks_why_and_for_which_study_is_written_down(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        await bench.SealAsync("2.25.2", Gildong with { StudyUid = "1.2.9" });
        await bench.IdentityOfAsync("2.25.1");
        var many = await bench.Vault.ResolveManyAsync([bench.Study("2.25.1"), bench.Study("2.25.2"), bench.Study("2.25.3")], "site page", Someone, default);
        Assert.Equal(["2.25.1", "2.25.2"], Assert.IsType<ResolveManyOutcome.Resolved>(many).Identities.Keys.Order());

        var rows = await bench.ResolvesAsync();
        Assert.Equal(2, rows.Count);
        Assert.Equal((Someone.Id, "2.25.1", (Guid?)bench.Site, """{"purpose":"test"}"""), (rows[0].ActorId, rows[0].Study, rows[0].Site, rows[0].Detail));
        Assert.Equal("""{"purpose":"site page","studies":["2.25.1","2.25.2","2.25.3"]}""", rows[1].Detail);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_resolve_is_written_down_even_if_nothing_can_be_given_out(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        await bench.WithRowsAsync(db => db.Rows.ExecuteUpdateAsync(row => row.SetProperty(r => r.Sealed, new byte[64])));
        await Assert.ThrowsAsync<BrokenSealException>(() => bench.IdentityOfAsync("2.25.1"));
        Assert.Single(await bench.ResolvesAsync());
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Whoever_dies_while_asking_has_either_seen_nothing_or_is_written_down(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        var seen = 0;
        for (var i = 0; i < 24; i++)
        {
            using var death = new CancellationTokenSource();
            var asking = bench.Vault.ResolveAsync(bench.Study("2.25.1"), "test", Someone, death.Token);
            if (i % 3 > 0) await Task.Delay(TimeSpan.FromMilliseconds(i % 4));
            await death.CancelAsync();
            try
            {
                if (await asking is ResolveOutcome.Resolved) seen++;
            }
            catch (OperationCanceledException)
            {
                // Asked and died; whether the row was committed by then depends on the moment.
            }
            Assert.True((await bench.ResolvesAsync()).Count >= seen);
        }
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Who_asks_for_too_many_studies_is_refused_before_anything_is_read(Store store)
    {
        await using var bench = await StartAsync(store);
        var time = new FakeTimeProvider();
        var vault = bench.OtherNode(perMinute: 2, time: time);
        foreach (var study in new[] { "2.25.1", "2.25.2", "2.25.1", "2.25.1" }) Assert.IsNotType<ResolveOutcome.TooMany>(await vault.ResolveAsync(bench.Study(study), "test", Someone, default));
        var refused = Assert.IsType<ResolveOutcome.TooMany>(await vault.ResolveAsync(bench.Study("2.25.3"), "test", Someone, default));
        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.IsType<ResolveManyOutcome.TooMany>(await vault.ResolveManyAsync([bench.Study("2.25.1"), bench.Study("2.25.4")], "test", Someone, default));
        Assert.Equal(4, (await bench.ResolvesAsync()).Count);
        Assert.IsType<ResolveOutcome.NotSealed>(await vault.ResolveAsync(bench.Study("2.25.3"), "test", Actor.Platform, default));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<ResolveOutcome.NotSealed>(await vault.ResolveAsync(bench.Study("2.25.3"), "test", Someone, default));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_erased_site_is_anonymous_and_takes_in_nothing_more(Store store)
    {
        await using var bench = await StartAsync(store);
        var other = bench.OtherNode();
        await bench.SealAsync("2.25.1");
        await other.KeysOfAsync(bench.Site, default);
        var before = await bench.BytesAtRestAsync();
        var wrapped = await bench.WithRowsAsync(db => db.Sites.Select(site => site.WrappedRoot!).SingleAsync());
        var row = await bench.WithRowsAsync(db => db.Rows.Select(row => row.Sealed).SingleAsync());

        Assert.True(before.AsSpan().IndexOf(wrapped.AsSpan(13)) >= 0, "The search must be able to find what is there.");

        await bench.Vault.EraseAsync(bench.Site, Someone, default);

        Assert.IsType<ResolveOutcome.NotSealed>(await bench.Vault.ResolveAsync(bench.Study("2.25.1"), "test", Someone, default));
        await Assert.ThrowsAsync<ErasedSiteException>(() => bench.SealAsync("2.25.1"));
        await Assert.ThrowsAsync<ErasedSiteException>(() => other.SealAsync(bench.Site, Pseudonym, Gildong, "2.25.2", default));
        await Assert.ThrowsAsync<ErasedSiteException>(() => bench.Vault.KeysOfAsync(bench.Site, default));
        var bytes = await bench.BytesAtRestAsync();
        Assert.True(bytes.AsSpan().IndexOf(wrapped.AsSpan(13)) < 0, "The wrapped key is still on the disk.");
        // PostgreSQL keeps the dead row until its next vacuum; the key that opened it is gone.
        if (store == Store.Sqlite) Assert.True(bytes.AsSpan().IndexOf(row.AsSpan(13)) < 0, "The sealed row is still on the disk.");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Sites_share_neither_keys_nor_identities(Store store)
    {
        await using var bench = await StartAsync(store);
        var neighbour = Guid.NewGuid();
        await bench.SealAsync("2.25.1");
        Assert.IsType<SealOutcome.Sealed>(await bench.Vault.SealAsync(neighbour, Pseudonym, Gildong with { PatientId = "PLANTED-0002" }, "2.25.1", default));
        var (ours, theirs) = (await bench.Vault.KeysOfAsync(bench.Site, default), await bench.Vault.KeysOfAsync(neighbour, default));
        Assert.Equal(8, new[] { ours.Uid, ours.Date, ours.Patient, ours.Accession, theirs.Uid, theirs.Date, theirs.Patient, theirs.Accession }.Select(Convert.ToHexString).Distinct().Count());
        await bench.Vault.EraseAsync(neighbour, Someone, default);
        Assert.Equal(Gildong, await bench.IdentityOfAsync("2.25.1"));
    }

    [Fact]
    public void A_vault_of_one_node_beside_a_shared_database_is_refused()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => new VaultFactory(new PandokOptions { Data = "unused", Database = "Host=unused" }));
        Assert.Contains("vault", fault.Message);
    }

    [Fact]
    public void A_vault_of_SQLite_is_flushed_at_every_commit_and_writes_over_what_it_deletes()
    {
        using var folder = new TemporaryFolder();
        using var db = new VaultFactory(new PandokOptions { Data = folder.Path }).Create();
        db.Database.OpenConnection();
        string Pragma(string name)
        {
            using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {name}";
            return command.ExecuteScalar()!.ToString()!;
        }
        Assert.Equal(("wal", "2", "1"), (Pragma("journal_mode"), Pragma("synchronous"), Pragma("secure_delete")));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
