using Pandok.Deidentification.Rules;

namespace Pandok.Deidentification;

/// <summary>
/// Which options of PS3.15 Annex E are in force and what the rest of the module may do. A profile is a document with a version; its hash stands in every
/// object and receipt. Its rules are compiled once, on first use.
/// </summary>
public sealed class Profile
{
    private readonly ProfileDocument document;
    private readonly Lazy<RuleTable> rules;

    private Profile(ProfileDocument document)
    {
        this.document = document;
        Sha256 = document.Sha256;
        Options = document.Options.Aggregate(Options.None, (all, option) => all | option);
        rules = new Lazy<RuleTable>(() => RuleTable.Compile(this));
    }

    /// <summary>Contactless reading, reversible through the vault: modified dates, patient characteristics, all Clean options, safe private, device model.</summary>
    public static Profile Reading { get; } = Embedded("reading");

    /// <summary>Images for a third party's analyzer: as reading, but only a list of attributes.</summary>
    public static Profile Ai { get; } = Embedded("ai");

    /// <summary>Research: all Clean options, modified dates, safe private.</summary>
    public static Profile Research { get; } = Embedded("research");

    /// <summary>Publication: as research, with defacing and a person's approval of every high-risk object.</summary>
    public static Profile Public { get; } = Embedded("public");

    /// <summary>The Basic profile without options.</summary>
    public static Profile Strict { get; } = Embedded("strict");

    /// <summary>All profiles.</summary>
    public static IReadOnlyList<Profile> All { get; } = [Reading, Ai, Research, Public, Strict];

    /// <summary>The name, lower case.</summary>
    public string Name => document.Name;

    /// <summary>Grows with every change of what the profile does.</summary>
    public int Version => document.Version;

    /// <summary>The document, JSON without white space.</summary>
    public string Text => document.Text;

    /// <summary>SHA-256 of <see cref="Text"/>, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The options of PS3.15 E.3 in force.</summary>
    public Options Options { get; }

    /// <summary>Which private elements stay.</summary>
    public SafePrivateList SafePrivate => Has(Options.SafePrivate) ? document.SafePrivate : SafePrivateList.None;

    /// <summary>What becomes of the birth date.</summary>
    public BirthDateRule BirthDate => document.BirthDate;

    /// <summary>Whose pixels are looked at.</summary>
    public PixelLook PixelLook => document.Pixels.Look;

    /// <summary>What happens where the look finds text.</summary>
    public PixelText PixelText => document.Pixels.Text;

    /// <summary>What happens to encapsulated documents.</summary>
    public DocumentRule Documents => document.Pixels.Documents;

    /// <summary>What happens to video streams.</summary>
    public DocumentRule Video => document.Pixels.Video;

    /// <summary>True if head volumes are defaced; one that cannot be is quarantined.</summary>
    public bool Deface => document.Deface;

    /// <summary>Which objects wait for a person.</summary>
    public ApprovalRule Approval => document.Approval;

    internal RuleTable Rules => rules.Value;

    /// <summary>True if reference sequences (X/Z/U*) are kept and mapped whatever their Type, so that a study stays whole.</summary>
    internal bool KeepsReferences => document.References == ProfileDocument.ReferenceRule.Keep;

    internal IReadOnlyDictionary<string, string> Winners => document.Winners;

    /// <summary>The profile of a name, or null.</summary>
    public static Profile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);

    /// <summary>True if an option is in force.</summary>
    public bool Has(Options option) => (Options & option) != 0;

    private static Profile Embedded(string name) => new(ProfileDocument.Load(name));
}
