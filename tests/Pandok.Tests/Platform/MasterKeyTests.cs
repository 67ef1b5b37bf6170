using Pandok.Platform;

namespace Pandok.Tests.Platform;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class MasterKeyTests
{
    [Fact]
    public void The_key_is_made_once_and_for_its_owner_only()
    {
        using var folder = new TemporaryFolder();
        var first = MasterKey.OpenOrCreate(folder["keys"]);
        var again = MasterKey.OpenOrCreate(folder["keys"]);
        Assert.Equal(first.Derive("one"), again.Derive("one"));
        Assert.NotEqual(first.Derive("one"), first.Derive("two"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["keys/master.key"]));
        Assert.Matches("^[0-9a-f]{64}$", File.ReadAllText(folder["keys/master.key"]).Trim());
        Assert.Single(Directory.GetFiles(folder["keys"]));
    }

    [Fact]
    public async Task Nodes_that_start_at_once_get_the_same_key()
    {
        using var folder = new TemporaryFolder();
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Convert.ToHexString(MasterKey.OpenOrCreate(folder["keys"]).Derive("one")))));
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public void A_key_that_others_can_read_is_refused()
    {
        using var folder = new TemporaryFolder();
        MasterKey.OpenOrCreate(folder.Path);
        File.SetUnixFileMode(folder["master.key"], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<InvalidDataException>(() => MasterKey.OpenOrCreate(folder.Path)).Message);
    }

    [Fact]
    public void A_damaged_key_is_refused_not_replaced()
    {
        using var folder = new TemporaryFolder();
        MasterKey.OpenOrCreate(folder.Path);
        File.WriteAllText(folder["master.key"], "abc");
        Assert.Throws<InvalidDataException>(() => MasterKey.OpenOrCreate(folder.Path));
        Assert.Equal("abc", File.ReadAllText(folder["master.key"]));
    }
}
