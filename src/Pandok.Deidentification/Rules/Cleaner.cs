using Pandok.Deidentification.Mapping;
using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>
/// Walks an object depth first and decides every element: listed in Table E.1-1, known safe, safe private, or gone. What is not proven does not pass.
/// The same rules at every depth; the input is only read.
/// </summary>
internal sealed class Cleaner(Subject subject, Profile profile, Keys keys, UidMap uids, Tally tally)
{
    private static readonly Rule Unlisted = new(BasicAction.X, Options.None);
    private readonly RuleTable rules = profile.Rules;
    private readonly Resolution resolution = profile.Resolution;
    private readonly Dummies dummies = new(subject, keys, uids);
    private readonly KnownSafe known = new(subject, profile, uids, tally);
    private readonly Retained retained = new(subject, tally);
    private readonly Identifiers identifiers = new(subject, keys, tally);
    private readonly PrivateElements privates = new(SafePrivateElements.Of(profile.SafePrivate), tally);

    /// <summary>The clean copy of a data set or item.</summary>
    /// <param name="input">What was read.</param>
    /// <param name="place">Its place in the IOD; null where the IOD knows none.</param>
    public DataSet Clean(DataSet input, TypeNode? place)
    {
        var output = new DataSet();
        for (var i = 0; i < input.Count; i++)
        {
            var element = input[i];
            if (element.Tag == Tags.SpecificCharacterSet || element.Tag.IsPrivateCreator || (input.Parent is null && Stamp.Writes(element.Tag))) continue;
            tally.Enter(element.Tag);
            if (Decide(input, element, place) is { } cleaned) Write(input, output, cleaned);
            else tally.Count(Deed.Remove);
            tally.Leave();
        }
        return output;
    }

    private DataElement? Decide(DataSet input, DataElement element, TypeNode? place)
    {
        var tag = element.Tag;
        if (tag.IsPrivate) return KeepPrivate(input, element);
        if (IsDropped(tag)) return null;
        if (Dictionary.Find(tag) is not { Vrs: [_, ..] } entry)
        {
            tally.Find(FindingCode.UnknownElement);
            return null;
        }
        var node = place?.Find(tag);
        if (element.Vr == Vr.UN && entry.Vrs[0] != Vr.UN && UnknownValue.As(element, entry.Vrs[0], input) is { } parsed) element = parsed;
        if (VrOf(entry, element) is not { } vr)
        {
            tally.Find(FindingCode.VrMismatch);
            return Withdraw(input, element, entry.Vrs[0], node);
        }
        if (!rules.Allows(tag) && TypeOf(input, node) is var type && type != AttributeType.One)
            return type == AttributeType.Two ? Apply(Effect.Empty, Unlisted, input, element, vr, node) : null;
        if (identifiers.Replace(input, element) is { } replaced) return replaced;
        if (!rules.TryGet(tag, out var rule)) return Keep(input, element, vr, node, null);
        // The Type costs a look at the conditions, so it is asked for only where it decides.
        var asked = rule.Action is BasicAction.K or BasicAction.C or BasicAction.U or BasicAction.D ? AttributeType.Absent : TypeOf(input, node);
        return Apply(resolution.Resolve(rule.Action, asked), rule, input, element, vr, node);
    }

    private DataElement? Apply(Effect effect, Rule rule, DataSet input, DataElement element, Vr vr, TypeNode? node)
    {
        switch (effect)
        {
            case Effect.Keep:
                if (!element.IsEmpty) tally.Use(rule.By);
                return Keep(input, element, vr, node, rule);
            case Effect.MapUid:
                return element.IsEmpty ? Elements.Empty(element.Tag, vr) : known.MapUids(element);
            case Effect.Empty:
                if (rule.Action == BasicAction.X && !element.IsEmpty) tally.Find(FindingCode.Type2Emptied);
                tally.Count(Deed.Empty);
                return Elements.Empty(element.Tag, vr);
            case Effect.Dummy when element.IsEmpty:
                tally.Count(Deed.Empty);
                return Elements.Empty(element.Tag, vr);
            case Effect.Dummy:
                if (dummies.For(input, element, vr, node) is not { } dummy) return null;
                if (vr is not (Vr.DA or Vr.DT) && Dummies.AreSame(dummy, element)) return Untouched(dummy, vr);
                if (rule.Action != BasicAction.D) tally.Find(FindingCode.Type1Dummy);
                tally.Count(Deed.Dummy);
                return dummy;
            default:
                return null;
        }
    }

    // Kept by an option, cleaned, or without a row: in all three only what passes the check of its VR.
    private DataElement? Keep(DataSet input, DataElement element, Vr vr, TypeNode? node, Rule? rule)
    {
        if (element.IsEmpty)
        {
            tally.Count(Deed.Keep);
            return Elements.Empty(element.Tag, vr);
        }
        if (vr == Vr.SQ) return Recurse(input, element, node) ?? Withdraw(input, element, vr, node);
        if (Dummies.IsOurs(element, vr)) return Untouched(element, vr);
        return Check(input, element, vr, rule) ?? Withdraw(input, element, vr, node);
    }

    private DataElement? Check(DataSet input, DataElement element, Vr vr, Rule? rule)
    {
        if (rule is not { } listed) return known.Check(input, element, vr, isListed: false);
        if (listed.Action == BasicAction.K && vr == Vr.UI) return known.KeepUids(element);
        var isKept = listed.Action == BasicAction.K;
        // An AE title has no clean form but its own: with the device's identity kept, C keeps one that names no person.
        var isVerbatim = vr switch
        {
            Vr.AE => isKept || listed.By == Options.DeviceIdentity,
            Vr.CS => isKept && listed.By is Options.DeviceIdentity or Options.InstitutionIdentity,
            Vr.UR => isKept,
            _ => isKept && (vr.IsBulk() || (vr.UsesCharacterSet() && listed.By != Options.FullDates)),
        };
        if (isVerbatim) return retained.Check(input, element, vr);
        return known.Check(input, element, vr, isListed: true, keepsDates: isKept);
    }

    private DataElement? KeepPrivate(DataSet input, DataElement element)
    {
        if (privates.Find(input, element) is not { } found) return null;
        var kept = found.IsEmpty ? Elements.Empty(found.Tag, found.Vr) : found.Vr == Vr.SQ ? Recurse(input, found, null) : known.Check(input, found, found.Vr, isListed: false);
        if (kept is not null) tally.Use(Options.SafePrivate);
        return kept;
    }

    /// <summary>Null if the sequence lost all its content.</summary>
    private DataElement? Recurse(DataSet input, DataElement element, TypeNode? node)
    {
        var items = new List<DataSet>(element.Items!.Count);
        var isHollow = true;
        foreach (var item in element.Items)
        {
            var effect = ContentItems.Decide(element.Tag, item, profile);
            if (effect == ContentEffect.Remove) continue;
            var cleaned = Clean(item, node);
            if (effect is { } content && !ContentItems.Complete(item, cleaned, content)) continue;
            items.Add(cleaned);
            isHollow &= cleaned.Count == 0 && item.Count > 0;
        }
        if (isHollow && element.Items.Count > 0) return null;
        tally.Count(Deed.Keep);
        return DataElement.OfItems(element.Tag, items);
    }

    // A dummy of an earlier pass: an output taken in again gives no finding.
    private DataElement Untouched(DataElement element, Vr vr)
    {
        tally.Count(Deed.Keep);
        return element.Vr == vr ? element : DataElement.Of(element.Tag, vr, element.Value);
    }

    // Nothing safe is left: as X, which never keeps.
    private DataElement? Withdraw(DataSet input, DataElement element, Vr vr, TypeNode? node)
    {
        var effect = resolution.Resolve(BasicAction.X, TypeOf(input, node));
        return effect == Effect.Keep ? null : Apply(effect, Unlisted, input, element, vr, node);
    }

    private static void Write(DataSet input, DataSet output, DataElement cleaned)
    {
        output.Set(cleaned);
        if (!cleaned.Tag.IsPrivate || PrivateElements.CreatorTag(cleaned.Tag) is var creator && output.Contains(creator)) return;
        // The creator is one the list knows, so its text names a vendor.
        output.Set(Elements.Text(creator, Vr.LO, input.GetString(creator)!.TrimEnd()));
    }

    private static AttributeType TypeOf(DataSet input, TypeNode? node) => node?.TypeIn(input) ?? AttributeType.Absent;

    // Group lengths, command, meta and directory groups, curves, overlays, and all from Pixel Data on (an icon's pixels too; an extended offset table stands before it).
    private static bool IsDropped(Tag tag) => tag.IsGroupLength || tag.Group is < 8 || tag.Value >= 0x7FE00008 || (tag.Group & 0xFF00) is 0x5000 or 0x6000 && (tag.Group & 0xFF) < 0x20;

    // The dictionary's VR rules: text under another text VR is judged, and written, as what it should be.
    private static Vr? VrOf(DictionaryEntry entry, DataElement element)
    {
        for (var i = 0; i < entry.Vrs.Count; i++)
        {
            if (entry.Vrs[i] == element.Vr) return element.Vr;
        }
        return element.Vr.IsText() && entry.Vrs[0].IsText() ? entry.Vrs[0] : null;
    }
}
