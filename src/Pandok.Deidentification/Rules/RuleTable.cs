using System.Collections.Frozen;
using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>Table E.1-1 with a profile's options decided: one action per tag.</summary>
internal sealed class RuleTable
{
    // Reading does not need it, and it points to people: the less revealing rule wins (PS3.15 E.3.4 would keep it).
    private static readonly FrozenSet<uint> EthnicGroup = new uint[] { 0x00102160, 0x00102161, 0x00102162 }.ToFrozenSet();

    private readonly FrozenDictionary<uint, BasicAction> actions;

    private RuleTable(FrozenDictionary<uint, BasicAction> actions) => this.actions = actions;

    /// <summary>The action of a tag; false if the table has no row for it. Curves, overlays and private elements never get here: they are dropped as groups.</summary>
    public bool TryGet(Tag tag, out BasicAction action) => actions.TryGetValue(tag.Value, out action);

    public static RuleTable Compile(Profile profile)
    {
        var actions = new Dictionary<uint, BasicAction>(700);
        foreach (var row in Csv.Rows(typeof(RuleTable).Assembly, Embedded.ConfidentialityTable))
        {
            if (row[0].Contains('x', StringComparison.Ordinal) || row[0].StartsWith('g')) continue;
            var tag = uint.Parse(row[0].Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            actions[tag] = Decide(new Tag(tag), row, profile);
        }
        return new RuleTable(actions.ToFrozenDictionary());
    }

    private static BasicAction Decide(Tag tag, string[] row, Profile profile)
    {
        var basic = Parse(row[4]);
        if (profile.Has(Options.PatientCharacteristics) && row[9] == "K" && !EthnicGroup.Contains(tag.Value)) return BasicAction.K;
        // Birth date has no column of its own; section 7 of the design moves it like other dates (a Z action allows a dummy value).
        if (profile.Has(Options.ModifiedDates) && (row[11] == "C" || tag == Tags.PatientBirthDate) && IsTemporal(tag)) return BasicAction.C;
        if (basic == BasicAction.XZU && profile.KeepsReferences) return BasicAction.K;
        return basic;
    }

    private static bool IsTemporal(Tag tag) => Dictionary.Find(tag)?.Vrs is [Vr.DA or Vr.DT or Vr.TM];

    private static BasicAction Parse(string text) => text switch
    {
        "X" => BasicAction.X,
        "Z" => BasicAction.Z,
        "D" => BasicAction.D,
        "X/Z" => BasicAction.XZ,
        "X/D" => BasicAction.XD,
        "Z/D" => BasicAction.ZD,
        "X/Z/D" => BasicAction.XZD,
        "X/Z/U*" => BasicAction.XZU,
        "U" => BasicAction.U,
        _ => throw new InvalidOperationException($"Table E.1-1 has an unknown action: {text}"),
    };
}
