namespace Pandok.Dicom.Data;

/// <summary>Writes the text of a data set anew in UTF-8 (ISO_IR 192), items included.</summary>
public static class Utf8Text
{
    /// <summary>
    /// Re-encodes every text to UTF-8, in place, and says so in Specific Character Set (0008,0005) at the top; items lose theirs. Pure ASCII data sets without the attribute stay as they are.
    /// </summary>
    /// <param name="set">A data set at the top, not an item.</param>
    /// <returns>The elements that hold bytes without a character: they read U+FFFD now. None in a sound object.</returns>
    public static IReadOnlyList<Tag> Reencode(DataSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var lost = new List<Tag>();
        var decoded = new List<(DataSet Set, DataElement Element, string Text)>();
        Collect(set, decoded);
        // All is decoded before the first (0008,0005) changes: items inherit it.
        Mark(set, isTop: true, decoded.Count > 0);
        foreach (var (holder, element, text) in decoded)
        {
            if (text.Contains('\uFFFD', StringComparison.Ordinal)) lost.Add(element.Tag);
            holder.Set(DataElement.Padded(element.Tag, element.Vr, CharacterSet.Utf8.Encode(text, element.Vr)));
        }
        return lost;
    }

    private static void Collect(DataSet set, List<(DataSet, DataElement, string)> decoded)
    {
        foreach (var element in set)
        {
            if (element.Items is { } items)
            {
                foreach (var item in items) Collect(item, decoded);
            }
            else if (element.Vr.UsesCharacterSet() && (element.Value.Span.ContainsAnyExceptInRange((byte)0, (byte)0x7F) || element.Value.Span.Contains((byte)0x1B)))
                decoded.Add((set, element, string.Join('\\', set.CharacterSet.Decode(element.Value.Span, element.Vr))));
        }
    }

    private static void Mark(DataSet set, bool isTop, bool isNeeded)
    {
        foreach (var element in set)
        {
            foreach (var item in element.Items ?? []) Mark(item, isTop: false, isNeeded);
        }
        if (isTop && (isNeeded || set.Contains(Tags.SpecificCharacterSet))) set.Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");
        else set.Remove(Tags.SpecificCharacterSet);
    }
}
