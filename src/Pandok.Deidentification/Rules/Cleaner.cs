using Pandok.Deidentification.Mapping;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>
/// Walks an object depth first and decides every element: listed in Table E.1-1, known safe, or gone. What is not proven does not pass.
/// The same rules at every depth; the input is only read.
/// </summary>
internal sealed class Cleaner(Subject subject, Profile profile, Keys keys, UidMap uids, Tally tally)
{
    private readonly RuleTable rules = profile.Rules;
    private readonly Dummies dummies = new(subject, uids);
    private readonly KnownSafe known = new(subject, uids, tally);
    private readonly Identifiers identifiers = new(subject, keys, tally);

    /// <summary>The clean copy of a data set or item.</summary>
    /// <param name="input">What was read.</param>
    /// <param name="place">Its place in the IOD; null where the IOD knows none.</param>
    public DataSet Clean(DataSet input, TypeNode? place)
    {
        var output = new DataSet();
        foreach (var element in input)
        {
            if (element.Tag == Tags.SpecificCharacterSet) continue;
            tally.Enter(element.Tag);
            if (Decide(input, element, place) is { } cleaned) output.Set(cleaned);
            else tally.Count(Deed.Remove);
            tally.Leave();
        }
        return output;
    }

    private DataElement? Decide(DataSet input, DataElement element, TypeNode? place)
    {
        var tag = element.Tag;
        if (IsDropped(tag)) return null;
        if (Dictionary.Find(tag) is not { Vrs: [_, ..] } entry)
        {
            tally.Find(FindingCode.UnknownElement);
            return null;
        }
        var node = place?.Find(tag);
        if (VrOf(entry, element) is not { } vr)
        {
            tally.Find(FindingCode.VrMismatch);
            return Apply(Effect.Remove, BasicAction.X, input, element, entry.Vrs[0], node, isListed: false);
        }
        if (identifiers.Replace(input, element) is { } replaced) return replaced;
        if (!rules.TryGet(tag, out var action)) return Keep(input, element, vr, node, isListed: false);
        // The Type costs a look at the conditions, so it is asked for only where it decides.
        var effect = action is BasicAction.K or BasicAction.C or BasicAction.U or BasicAction.D
            ? Resolution.Resolve(action, AttributeType.Absent)
            : Resolution.Resolve(action, node?.TypeIn(input) ?? AttributeType.Absent);
        return Apply(effect, action, input, element, vr, node, isListed: true);
    }

    private DataElement? Apply(Effect effect, BasicAction action, DataSet input, DataElement element, Vr vr, TypeNode? node, bool isListed)
    {
        if (!isListed) effect = Resolution.Resolve(action, node?.TypeIn(input) ?? AttributeType.Absent);
        switch (effect)
        {
            case Effect.Keep or Effect.Clean:
                return Keep(input, element, vr, node, isListed);
            case Effect.MapUid:
                return element.IsEmpty ? Elements.Empty(element.Tag, vr) : known.MapUids(element);
            case Effect.Empty:
                if (action == BasicAction.X && !element.IsEmpty) tally.Find(FindingCode.Type2Emptied);
                tally.Count(Deed.Empty);
                return Elements.Empty(element.Tag, vr);
            case Effect.Dummy when element.IsEmpty:
                tally.Count(Deed.Empty);
                return Elements.Empty(element.Tag, vr);
            case Effect.Dummy:
                if (dummies.For(element, vr, node) is not { } dummy) return null;
                if (action != BasicAction.D) tally.Find(FindingCode.Type1Dummy);
                tally.Count(Deed.Dummy);
                return dummy;
            default:
                return null;
        }
    }

    // Kept by an option, cleaned (dates), or without a row: in all three only what passes the check of its VR.
    private DataElement? Keep(DataSet input, DataElement element, Vr vr, TypeNode? node, bool isListed)
    {
        if (element.IsEmpty)
        {
            tally.Count(Deed.Keep);
            return Elements.Empty(element.Tag, vr);
        }
        if (vr == Vr.SQ) return Recurse(input, element, node);
        return known.Check(input, element, vr, isListed) ?? Apply(Effect.Remove, BasicAction.X, input, element, vr, node, isListed: false);
    }

    private DataElement? Recurse(DataSet input, DataElement element, TypeNode? node)
    {
        var items = new DataSet[element.Items!.Count];
        var isHollow = true;
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Clean(element.Items[i], node);
            isHollow &= items[i].Count == 0 && element.Items[i].Count > 0;
        }
        // A sequence that lost all its content: a Type 1 one must have an item, any other says nothing any more.
        if (isHollow) return Apply(Effect.Remove, BasicAction.X, input, element, Vr.SQ, node, isListed: false);
        tally.Count(Deed.Keep);
        return DataElement.OfItems(element.Tag, items);
    }

    // Private, group lengths, command, meta and directory groups, curves, overlays, and all from Pixel Data on (an icon's pixels too; an extended offset table stands before it).
    private static bool IsDropped(Tag tag) => tag.IsPrivate || tag.IsGroupLength || tag.Group is < 8 || tag.Value >= 0x7FE00008 || (tag.Group & 0xFF00) is 0x5000 or 0x6000 && (tag.Group & 0xFF) < 0x20;

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
