using System.Globalization;

namespace Pandok.Dicom.Data;

/// <summary>Typed access to the values of a data set (PS3.5 section 6.2). Reading never throws on what a file says: a value that does not fit is null.</summary>
public static class DataSetValues
{
    /// <summary>The first value as text, decoded by the character set in force, padding removed.</summary>
    /// <returns>Null if absent or empty.</returns>
    public static string? GetString(this DataSet set, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!set.TryGet(tag, out var element) || element.Value.IsEmpty) return null;
        var values = ReadStrings(set, element);
        return values.Length == 0 || values[0].Length == 0 ? null : values[0];
    }

    /// <summary>All values as text. Numbers of binary VRs are written in the invariant culture.</summary>
    /// <returns>An empty array if absent or empty.</returns>
    public static string[] GetStrings(this DataSet set, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.TryGet(tag, out var element) ? ReadStrings(set, element) : [];
    }

    /// <summary>The first value as a whole number: US, SS, UL, SL, UV, SV, IS or DS without a fraction.</summary>
    public static long? GetInteger(this DataSet set, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!set.TryGet(tag, out var element)) return null;
        if (!element.Vr.IsText()) return BinaryValues.FirstInteger(element);
        return GetNumber(set, tag) is { } number && Math.Abs(number) < 9e18 && Math.Truncate(number) == number ? (long)number : null;
    }

    /// <summary>The first value as a number: any numeric VR, DS or IS.</summary>
    public static double? GetNumber(this DataSet set, Tag tag) => GetNumbers(set, tag) is [var first, ..] ? first : null;

    /// <summary>All values as numbers; empty if one of them is none.</summary>
    public static double[] GetNumbers(this DataSet set, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!set.TryGet(tag, out var element) || element.Value.IsEmpty) return [];
        if (!element.Vr.IsText()) return BinaryValues.Numbers(element);
        var texts = ReadStrings(set, element);
        var numbers = new double[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (!double.TryParse(texts[i].AsSpan().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return [];
        }
        return numbers;
    }

    /// <summary>All values as whole numbers, exactly: US, SS, UL, SL, SV, UV (as its bits), OW, OL, OV (as its bits), IS. Empty if one of them is none.</summary>
    public static long[] GetIntegers(this DataSet set, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!set.TryGet(tag, out var element) || element.Value.IsEmpty) return [];
        if (!element.Vr.IsText()) return BinaryValues.Integers(element);
        var texts = ReadStrings(set, element);
        var numbers = new long[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (!long.TryParse(texts[i].AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i])) return [];
        }
        return numbers;
    }

    /// <summary>The tags of an AT element.</summary>
    public static Tag[] GetTags(this DataSet set, Tag tag) => set.TryGet(tag, out var element) && element.Vr == Vr.AT ? [.. BinaryValues.Integers(element).Select(value => new Tag((uint)value))] : [];

    /// <summary>The values of a PN element in their component groups.</summary>
    public static PersonName[] GetNames(this DataSet set, Tag tag) => [.. set.GetStrings(tag).Select(PersonName.Parse)];

    /// <summary>The bytes of a value, padding included; empty if absent. For OB, OW, OD, OF, OL, OV and UN, little endian.</summary>
    public static ReadOnlyMemory<byte> GetBytes(this DataSet set, Tag tag) => set.TryGet(tag, out var element) ? element.Value : default;

    /// <summary>The first value of a DA element, or of a DT one that tells at least the day; null if absent or no date.</summary>
    public static DateOnly? GetDate(this DataSet set, Tag tag) => DateTimeValue.TryParseDate(set.GetString(tag), out var date) ? date : null;

    /// <summary>The first value of a TM or DT element, with its precision and offset.</summary>
    public static DateTimeValue? GetDateTime(this DataSet set, Tag tag)
    {
        if (!set.TryGet(tag, out var element) || set.GetString(tag) is not { } text) return null;
        return element.Vr == Vr.TM ? DateTimeValue.ParseTime(text) : DateTimeValue.Parse(text);
    }

    /// <summary>The age of an AS element.</summary>
    public static Age? GetAge(this DataSet set, Tag tag) => Age.Parse(set.GetString(tag));

    /// <summary>The items of a sequence; none if absent.</summary>
    public static IReadOnlyList<DataSet> GetItems(this DataSet set, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.TryGet(tag, out var element) && element.Items is { } items ? items : [];
    }

    /// <summary>Writes text values, encoded by the character set in force and padded.</summary>
    /// <exception cref="ArgumentException">The VR is not text, or the character set cannot hold a value.</exception>
    public static DataSet Set(this DataSet set, Tag tag, Vr vr, params ReadOnlySpan<string> values)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!vr.IsText()) throw new ArgumentException($"{tag}: {vr} is not text.", nameof(vr));
        var text = string.Join('\\', values!);
        var bytes = vr.UsesCharacterSet() ? set.CharacterSet.Encode(text, vr) : CharacterSet.Default.Encode(text, vr);
        set.Set(DataElement.Padded(tag, vr, bytes));
        return set;
    }

    /// <summary>Writes whole numbers of a binary VR (US, SS, UL, SL, UV, SV, AT, OW, OL, OV) or of IS (PS3.5 section 6.2: -2^31 to 2^31 - 1). UV and OV take the bits of a long.</summary>
    /// <exception cref="OverflowException">A value does not fit the VR.</exception>
    /// <exception cref="ArgumentException">The VR does not hold whole numbers.</exception>
    public static DataSet SetIntegers(this DataSet set, Tag tag, Vr vr, params ReadOnlySpan<long> values)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (vr == Vr.IS) return set.Set(tag, vr, [.. values.ToArray().Select(value => checked((int)value).ToString(CultureInfo.InvariantCulture))]);
        set.Set(DataElement.Padded(tag, vr, BinaryValues.Pack(tag, vr, values)));
        return set;
    }

    /// <summary>Writes FL, FD, OF or OD.</summary>
    /// <exception cref="ArgumentException">The VR is none of these.</exception>
    public static DataSet SetNumbers(this DataSet set, Tag tag, Vr vr, params ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(set);
        set.Set(DataElement.Of(tag, vr, BinaryValues.Pack(tag, vr, values)));
        return set;
    }

    /// <summary>Writes decimal strings (DS): at most 16 characters each, the shortest that reads back within that length.</summary>
    public static DataSet SetDecimals(this DataSet set, Tag tag, params ReadOnlySpan<double> values) =>
        set.Set(tag, Vr.DS, [.. values.ToArray().Select(DecimalString)]);

    /// <summary>Writes a sequence.</summary>
    public static DataSet SetItems(this DataSet set, Tag tag, params IReadOnlyList<DataSet> items)
    {
        ArgumentNullException.ThrowIfNull(set);
        set.Set(DataElement.OfItems(tag, items));
        return set;
    }

    internal static string[] ReadStrings(DataSet set, DataElement element)
    {
        if (element.Value.IsEmpty) return [];
        if (!element.Vr.IsText())
            return BinaryValues.Texts(element);
        var characters = element.Vr.UsesCharacterSet() ? set.CharacterSet : CharacterSet.Default;
        return characters.Decode(element.Value.Span, element.Vr);
    }

    private static string DecimalString(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        for (var digits = 15; text.Length > 16 && digits > 0; digits--) text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
        return text;
    }
}
