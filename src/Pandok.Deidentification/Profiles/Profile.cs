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

    /// <summary>Every row of Table E.1-1 and who decided about it: the table of winners.</summary>
    public IReadOnlyList<TableDecision> Decisions => [.. TableRow.All.Select(Explain)];

    internal RuleTable Rules => rules.Value;

    /// <summary>What actions mean for a Type; another one only in tests.</summary>
    internal Resolution Resolution { get; init; } = Resolution.Standard;

    /// <summary>True if reference sequences (X/Z/U*) are kept and mapped whatever their Type, so that a study stays whole.</summary>
    internal bool KeepsReferences => document.References == ProfileDocument.ReferenceRule.Keep;

    internal IReadOnlyDictionary<string, string> Winners => document.Winners;

    internal IReadOnlyList<string>? Attributes => document.Attributes;

    /// <summary>The profile of a name, or null.</summary>
    public static Profile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);

    /// <summary>A profile of one's own, from its JSON document (the embedded ones are the pattern).</summary>
    /// <exception cref="System.Text.Json.JsonException">Not a profile: a word is missing, doubled or unknown.</exception>
    /// <exception cref="InvalidOperationException">A named winner says nothing about its attribute.</exception>
    public static Profile Parse(string json)
    {
        var profile = new Profile(ProfileDocument.Parse(json));
        _ = profile.Rules;
        return profile;
    }

    /// <summary>True if an option is in force.</summary>
    public bool Has(Options option) => (Options & option) != 0;

    internal Profile With(Resolution resolution) => new(document) { Resolution = resolution };

    private TableDecision Explain(TableRow row)
    {
        var rule = RuleTable.Decide(row, this);
        return new TableDecision(row.Tag, row.Name, Word(row.Basic), Word(rule.Action), rule.By == Options.None ? "basic" : Word(rule.By),
            [.. row.Speakers.Keys.Where(option => Has(option) && option != rule.By).Select(Word)]);
    }

    private static string Word(Options option) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(option.ToString());

    private static string Word(BasicAction action) => action == BasicAction.XZU ? "X/Z/U*" : string.Join('/', action.ToString().ToCharArray());

    private static Profile Embedded(string name) => new(ProfileDocument.Load(name));
}
