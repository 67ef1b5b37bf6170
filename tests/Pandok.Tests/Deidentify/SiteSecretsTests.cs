using Pandok.Deidentify.Vaults;

namespace Pandok.Tests.Deidentify;

public sealed class SiteSecretsTests
{
    /// <summary>Frozen: with other answers every archived study would get a second pseudonym. Computed with another implementation of RFC 5869 and FIPS 180-4.</summary>
    [Fact]
    public void The_keys_of_a_root_never_change()
    {
        var root = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var secrets = SiteSecrets.Derive(root);
        Assert.Equal("630dcd2966c43366", secrets.Keys.KeyId);
        Assert.Equal("9ad36416c6814c22be414a2558772381646edc05097bce428ae629b2a67bd66a", Convert.ToHexStringLower(secrets.Keys.Uid));
        Assert.Equal("80b417b6ff0f652ae2b47febf8746ea7699cdecb22d63d9316a484ef6e1838a0", Convert.ToHexStringLower(secrets.Keys.Date));
        Assert.Equal("8ab5c14fc109e78b8c35733fc5567dfc128ea73064ee43e38c464d18fb252360", Convert.ToHexStringLower(secrets.Keys.Patient));
        Assert.Equal("0fd85c07c990d79fa54c0f60bdfe145b86c6b0bd6fa5bb6c819989336e834f36", Convert.ToHexStringLower(secrets.Keys.Accession));
        Assert.Equal("813404b9465c9f33c87127487f116fae3a9465f6468739f91571857e1eeeccc3", Convert.ToHexStringLower(secrets.RowKey));
    }
}
