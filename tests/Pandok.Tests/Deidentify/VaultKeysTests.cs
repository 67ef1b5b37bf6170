using System.Text;
using Microsoft.EntityFrameworkCore;
using Pandok.Audit;
using Pandok.Deidentification;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentification.Text;
using Pandok.Deidentify.Vaults;
using Pandok.Dicom.Data;
using Pandok.Platform;
using static Pandok.Tests.Deidentify.VaultUnderTest;

namespace Pandok.Tests.Deidentify;

public sealed class VaultKeysTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_new_master_key_opens_everything_and_the_old_one_nothing(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        var folder = Path.Combine(bench.Folder, "keys");
        var before = await File.ReadAllTextAsync(Path.Combine(folder, "master.key"));
        var chain = new AuditChain(MasterKey.OpenOrCreate(folder)).SealOf(1, "x");
        var keys = (await bench.Vault.KeysOfAsync(bench.Site, default)).KeyId;

        var (id, roots) = await bench.Service<VaultKeys>().RotateMasterAsync(Someone, default);

        Assert.Equal(1, roots);
        Assert.NotEqual(before, await File.ReadAllTextAsync(Path.Combine(folder, "master.key")));
        Assert.Equal(["carried.keys", "master.key"], Directory.GetFiles(folder).Select(Path.GetFileName).Where(name => !name!.StartsWith("key-", StringComparison.Ordinal)).Order());
        if (!OperatingSystem.IsWindows()) Assert.All(Directory.GetFiles(folder, "*.key*"), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        var fresh = MasterKey.OpenOrCreate(folder);
        Assert.Equal(id, fresh.Id);
        Assert.Equal(chain, new AuditChain(fresh).SealOf(1, "x"));
        Assert.Equal(Gildong, await bench.IdentityOfAsync("2.25.1", bench.OtherNode(master: fresh)));
        Assert.Equal(keys, (await bench.OtherNode(master: fresh).KeysOfAsync(bench.Site, default)).KeyId);
        using var old = new TemporaryFolder();
        await File.WriteAllTextAsync(old["master.key"], before);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(old["master.key"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await Assert.ThrowsAsync<BrokenSealException>(() => bench.IdentityOfAsync("2.25.1", bench.OtherNode(master: MasterKey.OpenOrCreate(old.Path))));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_change_that_was_interrupted_opens_everything_and_can_be_finished(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        var folder = Path.Combine(bench.Folder, "keys");
        MasterKeyChange.Begin(folder);
        MasterKeyChange.Begin(folder);
        Assert.Equal(2, MasterKey.OpenOrCreate(folder).Retired.Count);
        Assert.Equal(Gildong, await bench.IdentityOfAsync("2.25.1", bench.OtherNode(master: MasterKey.OpenOrCreate(folder))));
        Assert.Equal(1, await bench.Service<VaultKeys>().FinishMasterAsync(default));
        Assert.Empty(MasterKey.OpenOrCreate(folder).Retired);
        Assert.Equal(Gildong, await bench.IdentityOfAsync("2.25.1", bench.OtherNode(master: MasterKey.OpenOrCreate(folder))));
        Assert.Equal(0, await bench.Service<VaultKeys>().FinishMasterAsync(default));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_new_generation_gives_new_studies_new_keys_and_late_instances_their_own(Store store)
    {
        await using var bench = await StartAsync(store);
        var first = await bench.Vault.KeysOfAsync(bench.Site, default);
        var old = Mapped.Uid(new Keys(first.Uid, first.Date, first.Patient, first.Accession, first.KeyId, "P"), Gildong.StudyUid);
        await bench.SealAsync(old);
        await bench.Service<VaultKeys>().RotateSiteAsync(bench.Site, Someone, default);
        var second = await bench.Vault.KeysOfAsync(bench.Site, default);
        Assert.NotEqual(first.KeyId, second.KeyId);
        Assert.Equal(first.KeyId, (await bench.Vault.KeysForStudyAsync(bench.Site, Gildong.StudyUid, default)).KeyId);
        Assert.Equal(second.KeyId, (await bench.Vault.KeysForStudyAsync(bench.Site, "1.2.9", default)).KeyId);
        await bench.SealAsync(old, Gildong with { ReferringPhysician = "PLANTED^REFERRER" });
        await bench.SealAsync("2.25.2", Gildong with { StudyUid = "1.2.9" }, "DEMO-000000000000");
        Assert.Equal("PLANTED^REFERRER", (await bench.IdentityOfAsync(old, bench.OtherNode())).ReferringPhysician);
        Assert.Equal([first.KeyId, second.KeyId], await bench.WithRowsAsync(db => db.Rows.OrderBy(row => row.CreatedAt).Select(row => row.KeyId).ToListAsync()));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Erased_with_all_generations_neither_keys_nor_rows_are_on_the_disk(Store store)
    {
        await using var bench = await StartAsync(store);
        await bench.SealAsync("2.25.1");
        await bench.Service<VaultKeys>().RotateSiteAsync(bench.Site, Someone, default);
        await bench.SealAsync("2.25.2", Gildong with { StudyUid = "1.2.9" });
        var former = await bench.WithRowsAsync(db => db.FormerRoots.Select(root => root.WrappedRoot).SingleAsync());
        var present = await bench.WithRowsAsync(db => db.Sites.Select(site => site.WrappedRoot!).SingleAsync());
        var rows = await bench.WithRowsAsync(db => db.Rows.Select(row => row.Sealed).ToListAsync());
        var before = await bench.BytesAtRestAsync();
        // Somebody, were it only a statistician of the database, still looks at it as it was.
        await using var older = bench.Databases.Create();
        await using var look = store == Store.Postgres ? await older.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead) : null;
        if (look is not null) await older.Database.ExecuteSqlRawAsync("SELECT 1");
        Assert.All([former, present, .. rows], box => Assert.True(before.AsSpan().IndexOf(box.AsSpan(13)) >= 0, "The search must be able to find what is there."));
        await bench.Vault.EraseAsync(bench.Site, Someone, default);
        var after = await bench.BytesAtRestAsync();
        Assert.All([former, present, .. rows], box => Assert.True(after.AsSpan().IndexOf(box.AsSpan(13)) < 0, "It is still on the disk."));
        await Assert.ThrowsAsync<ErasedSiteException>(() => bench.Vault.KeysForStudyAsync(bench.Site, Gildong.StudyUid, default));
        Assert.True(await bench.Vault.IsErasedAsync(bench.Site, default));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Two_IDs_of_one_person_are_joined_by_word_and_parted_again(Store store)
    {
        await using var bench = await StartAsync(store);
        var merges = bench.Service<VaultMerges>();
        await bench.SealAsync("2.25.1", pseudonym: "DEMO-A");
        await bench.SealAsync("2.25.2", Gildong with { StudyUid = "1.2.9", PatientId = "PLANTED-0002" }, "DEMO-B");
        Assert.Null(await merges.MergeAsync(bench.Site, "DEMO-A", "DEMO-C", "nobody", Someone, default));
        var merge = (await merges.MergeAsync(bench.Site, "DEMO-A", "DEMO-B", "registered twice", Someone, default))!;
        Assert.Null(await merges.MergeAsync(bench.Site, "DEMO-B", "DEMO-A", "again", Someone, default));
        Assert.Equal(["DEMO-B", "DEMO-A"], await merges.PersonAsync(bench.Site, "DEMO-B", default));
        Assert.False(await merges.UndoAsync(merge.Id, _ => false, Someone, default));
        Assert.True(await merges.UndoAsync(merge.Id, _ => true, Someone, default));
        Assert.False(await merges.UndoAsync(merge.Id, _ => true, Someone, default));
        Assert.Equal(["DEMO-A"], await merges.PersonAsync(bench.Site, "DEMO-A", default));
    }

    [Fact]
    public async Task Words_that_come_late_are_told_and_stay_sealed()
    {
        await using var bench = await StartAsync(Store.Sqlite);
        var terms = bench.Service<SealedTerms>();
        static IdentitySet Said(string name, string? number = null, string? date = null)
        {
            var set = new DataSet().Set(Tags.PatientName, Vr.PN, name);
            if (number is not null) set.Set(Tags.PatientID, Vr.LO, number);
            if (date is not null) set.Set(Tags.StudyDate, Vr.DA, date);
            return IdentitySet.Of(set);
        }
        Assert.Null(await terms.KnownAsync(bench.Site, "2.25.1", default));
        Assert.False(await terms.GrowAsync(bench.Site, "2.25.1", Said("PLANTED^ONE", "PLANTED-TERM"), default));
        Assert.False(await terms.GrowAsync(bench.Site, "2.25.1", Said("PLANTED^ONE"), default));
        Assert.True(await terms.GrowAsync(bench.Site, "2.25.1", Said("PLANTED^TWO"), default));
        Assert.False(await terms.GrowAsync(bench.Site, "2.25.1", Said("PLANTED^TWO"), default));
        // A date more is no word that earlier instances have to be searched for, but the next one is cleaned of it.
        Assert.False(await terms.GrowAsync(bench.Site, "2.25.1", Said("PLANTED^TWO", date: "20260102"), default));
        var found = await terms.OfAsync(bench.Site, "2.25.1", default);
        Assert.Equal(["PLANTED^ONE", "PLANTED^TWO"], found.Names);
        Assert.Equal(["PLANTED-TERM"], found.Terms);
        Assert.Same(await terms.KnownAsync(bench.Site, "2.25.1", default), await terms.KnownAsync(bench.Site, "2.25.1", default));
        terms.Forget();
        Assert.Equal(found.ToBytes(), (await terms.KnownAsync(bench.Site, "2.25.1", default))!.ToBytes());
        // The form that was sealed before: one list of words.
        await bench.Service<VaultBoxes>().PutAsync(bench.Site, "terms/2.25.2", Encoding.UTF8.GetBytes("""["nPLANTED^OLD","tPLANTED-OLD"]"""), default);
        var old = await terms.OfAsync(bench.Site, "2.25.2", default);
        Assert.Equal(["PLANTED^OLD"], old.Names);
        Assert.Equal(["PLANTED-OLD"], old.Terms);
        Assert.True((await bench.BytesAtRestAsync()).AsSpan().IndexOf(Encoding.UTF8.GetBytes("PLANTED")) < 0);
    }
}
