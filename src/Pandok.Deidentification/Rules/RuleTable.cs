using System.Collections.Frozen;
using System.Globalization;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>Table E.1-1 with a profile's options decided: one action per tag; and the list of attributes that narrows the profile, if it has one.</summary>
internal sealed class RuleTable
{
    private readonly FrozenDictionary<uint, Rule> rules;
    private readonly FrozenSet<uint>? allowed;
    private readonly (uint Mask, uint Value)[] allowedPatterns;

    private RuleTable(FrozenDictionary<uint, Rule> rules, IReadOnlyList<string>? attributes)
    {
        this.rules = rules;
        allowed = attributes?.Where(pattern => !pattern.Contains('x', StringComparison.Ordinal)).Select(pattern => Read(pattern)).ToFrozenSet();
        allowedPatterns = [.. (attributes ?? []).Where(pattern => pattern.Contains('x', StringComparison.Ordinal)).Select(pattern => (Mask(pattern), Read(pattern.Replace('x', '0'))))];
    }

    /// <summary>The rule of a tag; false if the table has no row for it. Curves, overlays and private elements never get here: they are decided as groups.</summary>
    public bool TryGet(Tag tag, out Rule rule) => rules.TryGetValue(tag.Value, out rule);

    /// <summary>True unless the profile has a list of attributes and this is none of them.</summary>
    public bool Allows(Tag tag)
    {
        if (allowed is null || allowed.Contains(tag.Value)) return true;
        foreach (var (mask, value) in allowedPatterns)
        {
            if ((tag.Value & mask) == value) return true;
        }
        return false;
    }

    public static RuleTable Compile(Profile profile)
    {
        var rules = new Dictionary<uint, Rule>(700);
        foreach (var row in TableRow.All)
        {
            if (row.SingleTag is { } tag) rules[tag] = Decide(row, profile);
        }
        return new RuleTable(rules.ToFrozenDictionary(), profile.Attributes);
    }

    /// <summary>
    /// The profile's named winner if it names one; else Basic, unless options in force speak: of several the less revealing, C before K.
    /// </summary>
    /// <exception cref="InvalidOperationException">The named winner says nothing about this attribute.</exception>
    public static Rule Decide(TableRow row, Profile profile)
    {
        var basic = new Rule(row.Basic == BasicAction.XZU && profile.KeepsReferences ? BasicAction.K : row.Basic, Options.None);
        var speaking = row.Speakers.Where(speaker => profile.Has(speaker.Key)).OrderBy(speaker => speaker.Value == BasicAction.C ? 0 : 1).ThenBy(speaker => speaker.Key).ToArray();
        if (profile.Winners.TryGetValue(row.Tag, out var name))
        {
            if (name == "basic") return basic;
            var winner = Array.Find(speaking, speaker => speaker.Key.ToString().Equals(name, StringComparison.OrdinalIgnoreCase));
            return winner.Key != Options.None ? new Rule(winner.Value, winner.Key) : throw new InvalidOperationException($"Profile {profile.Name}: {name} says nothing about {row.Tag}.");
        }
        if (speaking is [var (option, action), ..]) return new Rule(action, option);
        // The birth date has no column; a Z action allows a dummy value, and the moved date is one.
        if (row.SingleTag == Tags.PatientBirthDate.Value && profile is { BirthDate: BirthDateRule.Move } && profile.Has(Options.ModifiedDates)) return new Rule(BasicAction.C, Options.ModifiedDates);
        return basic;
    }

    private static uint Read(string pattern) => uint.Parse(pattern.Remove(4, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static uint Mask(string pattern) => Read(string.Concat(pattern.Select(c => c == ',' ? ',' : c == 'x' ? '0' : 'F')));
}
