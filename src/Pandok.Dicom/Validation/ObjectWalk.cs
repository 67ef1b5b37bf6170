using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Standard.Iods;

namespace Pandok.Dicom.Validation;

/// <summary>
/// Walks a data set and its items beside the modules that describe them. A place is a list of nodes, one for each module that has it; what the strictest module in
/// force asks counts. A module of usage U, or of C without a formal condition, is in force once one of the attributes that it alone has is there.
/// </summary>
internal sealed class ObjectWalk(List<ValidationFinding> findings, Tag? pixels)
{
    private static readonly Tag SharedGroups = new(0x52009229);
    private static readonly Tag PerFrameGroups = new(0x52009230);
    private static readonly Tag ValueType = new(0x0040A040);

    // PS3.3 C.17.3, Table C.17-6: which value types have which attributes; the tables list all of them in one place.
    private static readonly Dictionary<uint, string[]> ByValueType = new()
    {
        [0x0040A168] = ["CODE"], [0x00081199] = ["IMAGE", "COMPOSITE", "WAVEFORM"], [0x0040A300] = ["NUM"], [0x00700022] = ["SCOORD", "SCOORD3D"], [0x00700023] = ["SCOORD", "SCOORD3D"],
        [0x30060024] = ["SCOORD3D"], [0x0040A130] = ["TCOORD"], [0x0040A132] = ["TCOORD"], [0x0040A138] = ["TCOORD"], [0x0040A13A] = ["TCOORD"], [0x0040A050] = ["CONTAINER"], [0x0040A801] = ["TABLE"],
    };

    internal readonly record struct Place(IodNode Node, bool IsInForce);

    private IReadOnlyList<IodNode> groups = [];

    public List<Place> ActiveParts(DataSet set, Iod iod)
    {
        groups = [.. iod.FunctionalGroups.Select(part => part.Root)];
        var named = iod.Parts.SelectMany(part => part.Root.Children.Select(child => child.Key)).CountBy(tag => tag).ToDictionary();
        var mandatory = iod.Parts.Where(part => part.Usage == 'M' || (part.Usage == 'C' && part.Condition is { } condition && condition.IsMet(set, _ => false))).ToHashSet();
        return [.. iod.Parts.Select(part => new Place(part.Root, mandatory.Contains(part) || IsUsed(part.Root, named, set)))];
    }

    public void Walk(DataSet set, IReadOnlyList<Place>? places, ValidationPath? path)
    {
        if (places is not null) Presence(set, places, path);
        foreach (var element in set)
        {
            var tag = element.Tag;
            if (tag.IsGroupLength) continue;
            var entry = Dictionary.Find(tag);
            Value(set, element, entry, path);
            var below = places is null ? null : Below(places, tag);
            if (places is not null && below!.Count == 0 && !tag.IsPrivate && entry is not null && !AllowsAny(places) && !IsOverlayOrCurve(tag))
                Add(Severity.Note, ValidationRule.NotInIod, path, tag, path is null ? "No module of the IOD has it (Standard Extended SOP Class)." : "The sequence's items do not have it in this IOD.");
            if (below is { Count: > 0 }) Listed(set, element, below, path);
            if (element.Items is not { } items) continue;
            if (places is not null && below!.Count > 0) ItemCount(below, items.Count, path, tag);
            for (var i = 0; i < items.Count; i++)
            {
                var inner = below is { Count: > 0 } && !AllowsAny(below) ? below.Select(place => place with { IsInForce = true }).ToList() : null;
                if (inner is not null && tag == SharedGroups | tag == PerFrameGroups) inner.AddRange(groups.Select(group => new Place(group, false)));
                Walk(items[i], inner, new ValidationPath(path, tag, i + 1));
            }
        }
    }

    private void Presence(DataSet set, IReadOnlyList<Place> places, ValidationPath? path)
    {
        var valueType = set.GetString(ValueType);
        foreach (var value in places.SelectMany(place => place.Node.Children).SelectMany(child => Instances(set, child.Key)).Distinct().Order())
        {
            var tag = new Tag(value);
            var nodes = Below(places, tag);
            if (ByValueType.TryGetValue(value, out var types) && (valueType is null || !types.Contains(valueType)) && HasValueTypes(places, tag)) continue;
            if (valueType is null && tag == ValueType && set.Contains(new Tag(0x0040DB73))) continue; // an item by reference has no value
            bool IsSibling(Tag other) => path is not null && places.Any(place => place.Node.Find(other) is not null);
            var strictest = string.Empty;
            IodNode? asking = null;
            foreach (var (node, isInForce) in nodes)
            {
                if (!isInForce) continue;
                var type = node.Type is "1C" or "2C" ? node.Condition is { } condition && condition.IsMet(set, IsSibling) ? node.Type[..1] : string.Empty : node.Type;
                if (type is not ("1" or "2") || (strictest == "1" || strictest == type)) continue;
                strictest = type;
                asking = node;
            }
            if (pixels == tag && path is null) continue;
            var isThere = set.TryGet(tag, out var element);
            if (asking is null)
            {
                if (isThere && IsBlank(set, element!) && nodes.Exists(place => place is { IsInForce: true, Node.Type: "1C" }) && nodes.TrueForAll(place => !place.IsInForce || place.Node.Type is "1C" or ""))
                    Add(Severity.Error, ValidationRule.EmptyType1, path, tag, $"Empty: Type 1C of {nodes.Find(place => place.IsInForce).Node.Module} is left out or has a value.");
                if (isThere && nodes.Count > 0 && nodes.TrueForAll(place => place is { IsInForce: true, Node: { IsForbiddenOtherwise: true, Condition: not null } }))
                    Add(Severity.Error, ValidationRule.ForbiddenAttribute, path, tag, $"Stands where its condition in {nodes[0].Node.Module} forbids it.");
                continue;
            }
            var asked = $"{asking.Type}{(asking.Type.EndsWith('C') ? " (its condition is met)" : string.Empty)} of {asking.Module}";
            if (!isThere) Add(Severity.Error, strictest == "1" ? ValidationRule.MissingType1 : ValidationRule.MissingType2, path, tag, $"Missing: Type {asked}.");
            else if (strictest == "1" && IsBlank(set, element!)) Add(Severity.Error, ValidationRule.EmptyType1, path, tag, $"Empty: Type {asked}.");
        }
    }

    private void Value(DataSet set, DataElement element, DictionaryEntry? entry, ValidationPath? path)
    {
        var tag = element.Tag;
        if (entry is null)
        {
            if (!tag.IsPrivate) Add(Severity.Warning, ValidationRule.UnknownAttribute, path, tag, "The dictionary does not have it.");
        }
        else
        {
            if (entry.Retired) Add(Severity.Note, ValidationRule.Retired, path, tag, "Retired from the standard.");
            if (entry.Vrs.Count > 0 && !entry.Vrs.Contains(element.Vr) && element.Vr != Vr.UN)
            {
                Add(Severity.Error, ValidationRule.WrongVr, path, tag, $"VR {element.Vr.Letters()} where the dictionary has {string.Join(" or ", entry.Vrs)}.");
                return;
            }
        }
        if (element.Items is not null || element.IsEmpty) return;

        var texts = element.Vr.IsText() ? DataSetValues.ReadStrings(set, element) : [];
        if (entry is not null && Multiplicity.Of(element, texts) is { } count && !Multiplicity.Allows(entry.Multiplicity, count) && !IsBlank(set, element))
            Add(Severity.Error, ValidationRule.WrongMultiplicity, path, tag, $"{count} values where the dictionary has {entry.Multiplicity}.");
        for (var i = 0; i < texts.Length; i++)
        {
            if (ValueForm.Fault(element.Vr, texts[i]) is { } fault) Add(Severity.Error, ValidationRule.MalformedValue, path, tag, $"{element.Vr}{(texts.Length > 1 ? $", value {i + 1}" : string.Empty)}: {fault} (PS3.5 Table 6.2-1).");
            if (texts[i].Contains('\uFFFD', StringComparison.Ordinal)) Add(Severity.Warning, ValidationRule.UnknownCharacters, path, tag, $"Bytes that the character set {string.Join('\\', set.CharacterSet.Terms)} does not know.");
        }
    }

    // Listed values are looked at where a module in force has them. Within a module a value of one of several lists is right; each module must agree.
    private void Listed(DataSet set, DataElement element, List<Place> nodes, ValidationPath? path)
    {
        if (element.Items is not null || element.IsEmpty || element.Vr is not (Vr.CS or Vr.US or Vr.SS or Vr.IS or Vr.UI or Vr.LO or Vr.SH or Vr.DS)) return;
        var texts = set.GetStrings(element.Tag);
        foreach (var (node, isInForce) in nodes)
        {
            if (!isInForce || node.Values.Count == 0) continue;
            for (var i = 0; i < texts.Length; i++)
            {
                var lists = node.Values.Where(list => list.Index == 0 || list.Index == i + 1).ToArray();
                if (lists.Length == 0 || texts[i].Length == 0 || Array.Exists(lists, list => Array.Exists(list.Values, listed => IsSame(element.Vr, listed, texts[i])))) continue;
                var severity = Array.TrueForAll(lists, list => list is { IsEnumerated: true, IsFromKeyword: false }) ? Severity.Warning : Severity.Note;
                var shown = element.Vr is Vr.CS or Vr.US or Vr.SS or Vr.UI && texts[i].Length <= 64 ? $" {texts[i]}" : string.Empty;
                Add(severity, Array.Exists(lists, list => list.IsEnumerated) ? ValidationRule.NotEnumerated : ValidationRule.NotDefinedTerm, path, element.Tag,
                    string.Create(CultureInfo.InvariantCulture, $"Value {i + 1}{shown} is not one of {string.Join(", ", lists.SelectMany(list => list.Values).Distinct().Take(12))} ({node.Module})."));
            }
        }
    }

    // Numbers are compared as such; the tables print 16-bit values unsigned.
    private static bool IsSame(Vr vr, string listed, string found) => listed == found
        || (vr is Vr.DS or Vr.IS && double.TryParse(listed, CultureInfo.InvariantCulture, out var wanted) && double.TryParse(found, CultureInfo.InvariantCulture, out var value) && wanted == value)
        || (vr == Vr.SS && ushort.TryParse(listed, CultureInfo.InvariantCulture, out var unsigned) && short.TryParse(found, CultureInfo.InvariantCulture, out var signed) && unsigned == unchecked((ushort)signed));

    private void ItemCount(List<Place> nodes, int count, ValidationPath? path, Tag tag)
    {
        foreach (var (node, isInForce) in nodes)
        {
            if (!isInForce || node.Items.Length == 0 || (count == 0 && node.Type is not "1")) continue;
            if (count == 0 || Multiplicity.Allows(node.Items, count)) continue; // none at all is told as an empty Type 1
            Add(Severity.Error, ValidationRule.WrongItemCount, path, tag, $"{count} items where {node.Module} has {node.Items}.");
            return;
        }
    }

    private static List<Place> Below(IReadOnlyList<Place> places, Tag tag)
    {
        var pattern = IsOverlayOrCurve(tag) ? new Tag(tag.Value & 0xFF00FFFF) : tag;
        var below = new List<Place>(2);
        foreach (var (node, isInForce) in places)
        {
            if (node.Find(pattern) is { } child) below.Add(new Place(child, isInForce || pattern != tag || IsOverlayOrCurve(tag)));
        }
        return below;
    }

    // The content item macros: a module that has this attribute and Value Type side by side.
    private static bool HasValueTypes(IReadOnlyList<Place> places, Tag tag) => places.Any(place => place.Node.Find(tag) is not null && place.Node.Find(ValueType) is not null);

    // By an attribute that no other module of the IOD has.
    private bool IsUsed(IodNode root, Dictionary<uint, int> named, DataSet set) => root.Children.Any(child => named[child.Key] == 1 && child.Value.Type is "1" or "2" or "1C" or "2C" && (set.Contains(new Tag(child.Key)) || pixels == new Tag(child.Key)));

    // A value of padding only is no value (PS3.5 section 7.4.1).
    private static bool IsBlank(DataSet set, DataElement element) => element.IsEmpty || (element.Vr.IsText() && Array.TrueForAll(DataSetValues.ReadStrings(set, element), text => text.Length == 0));

    // The overlay plane module is asked of each overlay group that is there (PS3.3 C.9.2).
    private static IEnumerable<uint> Instances(DataSet set, uint value) => !IsOverlayOrCurve(new Tag(value))
        ? [value]
        : set.Where(element => IsOverlayOrCurve(element.Tag) && (element.Tag.Value & 0xFF000000) == (value & 0xFF000000)).Select(element => (uint)element.Tag.Group << 16 | (value & 0xFFFF)).Distinct();

    private static bool AllowsAny(IReadOnlyList<Place> places) => places.Any(place => place.Node.AllowsOthers);

    private static bool IsOverlayOrCurve(Tag tag) => (tag.Group & 0xFF00) is 0x5000 or 0x6000;

    private void Add(Severity severity, ValidationRule rule, ValidationPath? path, Tag tag, string message) =>
        findings.Add(new ValidationFinding(severity, rule, ValidationPath.Of(path, tag), ObjectValidator.KeywordOf(tag), message));
}
