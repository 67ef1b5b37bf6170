using System.Collections.Frozen;
using Pandok.Deidentification.Rules;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Text;

/// <summary>Items of structured content (PS3.3 C.17.3): Table E.3.4-1 of PS3.15 says by the concept what may stay; names, UIDs and dates inside go by the ordinary rules, whatever the concept.</summary>
internal static class ContentItems
{
    private static readonly Tag Content = new(0x0040A730);
    private static readonly Tag ConceptName = new(0x0040A043);
    private static readonly Tag ValueType = new(0x0040A040);
    private static readonly Tag TextValue = new(0x0040A160);
    private static readonly Tag ConceptCode = new(0x0040A168);
    private static readonly Tag MeasuredValue = new(0x0040A300);
    private static readonly Tag CodeValue = new(0x00080100);
    private static readonly Tag Scheme = new(0x00080102);
    private static readonly FrozenSet<uint> Holders = new uint[] { 0x0040A730, 0x00400555, 0x00400612, 0x0040B020, 0x00080041, 0x00400440, 0x00400441 }.ToFrozenSet();

    private static readonly FrozenDictionary<string, Tag> ValueTags = new Dictionary<string, Tag>
    {
        ["DATE"] = new(0x0040A121), ["TIME"] = new(0x0040A122), ["DATETIME"] = new(0x0040A120), ["UIDREF"] = new(0x0040A124),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<ILookup<(string Code, string Scheme), string[]>> Rows = new(() =>
        Csv.Rows(typeof(ContentItems).Assembly, Lexicon.SrTable).ToLookup(row => (row[0], row[1])));

    /// <summary>The effect on an item of a sequence; null if the sequence holds no content items.</summary>
    public static ContentEffect? Decide(Tag sequence, DataSet item, Profile profile)
    {
        if (!Holders.Contains(sequence.Value)) return null;
        if (item.GetItems(ConceptName) is not [var name, ..]) return ContentEffect.Clean;
        var type = item.GetString(ValueType) ?? string.Empty;
        var rows = Rows.Value[(name.GetString(CodeValue) ?? string.Empty, name.GetString(Scheme) ?? string.Empty)].ToArray();
        if (rows.Length == 0) return ContentEffect.Clean;
        var row = Array.Find(rows, candidate => candidate[3] == type) ?? rows[0];
        if (IsKept(row, profile)) return ContentEffect.Clean;
        // What hangs below may be a measurement nobody wants to lose.
        return row[6] == "X" && item.GetItems(Content).Count == 0 ? ContentEffect.Remove : ContentEffect.Blank;
    }

    /// <summary>Fills what the value type requires and cleaning took.</summary>
    /// <returns>False if the item has nothing to say any more and must go.</returns>
    public static bool Complete(DataSet input, DataSet output, ContentEffect effect)
    {
        var isBlank = effect == ContentEffect.Blank;
        if (input.Contains(TextValue) && (isBlank || output.GetString(TextValue) is null)) output.Set(Elements.Text(TextValue, Vr.UT, "REMOVED"));
        if (isBlank && output.Contains(ConceptCode)) output.Set(DataElement.OfItems(ConceptCode, Elements.Code("ANON", "99PANDOK", "Anonymous")));
        if (isBlank && output.Contains(MeasuredValue)) output.Set(DataElement.OfItems(MeasuredValue));
        return !ValueTags.TryGetValue(input.GetString(ValueType) ?? string.Empty, out var tag) || output.GetString(tag) is not null || !input.Contains(tag) || input.GetItems(Content).Count > 0;
    }

    // Columns: 7 UIDs, 8 device, 9 institution, 10 patient characteristics, 11 full dates, 12 modified dates, 13 descriptors.
    private static bool IsKept(string[] row, Profile profile) =>
        row[7] == "K" // references follow by the map
        || (row[8].Length > 0 && profile.Has(Options.DeviceIdentity))
        || (row[9].Length > 0 && profile.Has(Options.InstitutionIdentity))
        || (row[10].Length > 0 && profile.Has(Options.PatientCharacteristics))
        || (row[11].Length > 0 && profile.Has(Options.FullDates))
        || (row[12].Length > 0 && profile.Has(Options.ModifiedDates))
        || (row[13].Length > 0 && profile.Has(Options.CleanDescriptors));
}
