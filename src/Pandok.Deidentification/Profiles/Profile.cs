using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pandok.Deidentification.Rules;

namespace Pandok.Deidentification;

/// <summary>
/// Which options of PS3.15 Annex E are in force. A profile is a document with a version; its hash stands in every object and receipt.
/// Its rules are compiled once, on first use.
/// </summary>
public sealed class Profile
{
    private readonly Lazy<RuleTable> rules;

    private Profile(string name, int version, Options options)
    {
        Name = name;
        Version = version;
        Options = options;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text())));
        rules = new Lazy<RuleTable>(() => RuleTable.Compile(options));
    }

    /// <summary>Contactless reading, reversible through the vault: Basic, modified dates, patient characteristics (sex, age, size, weight, pregnancy), device model.</summary>
    public static Profile Reading { get; } = new("reading", 1, Options.ModifiedDates | Options.PatientCharacteristics | Options.References);

    /// <summary>The Basic profile without options.</summary>
    public static Profile Strict { get; } = new("strict", 1, Options.None);

    /// <summary>All profiles.</summary>
    public static IReadOnlyList<Profile> All { get; } = [Reading, Strict];

    /// <summary>The name, lower case.</summary>
    public string Name { get; }

    /// <summary>Grows with every change of what the profile does.</summary>
    public int Version { get; }

    /// <summary>SHA-256 of the canonical text, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    internal Options Options { get; }

    internal RuleTable Rules => rules.Value;

    /// <summary>The profile of a name, or null.</summary>
    public static Profile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);

    internal bool Has(Options option) => (Options & option) != 0;

    // The order of options is that of the enum, so the text, and with it the hash, is canonical.
    private string Text() => string.Create(CultureInfo.InvariantCulture, $"pandok-profile\nname {Name}\nversion {Version}\nbasic\noptions {Options}\n");
}
