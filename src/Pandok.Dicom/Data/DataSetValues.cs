using System.Buffers.Binary;
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
        if (!element.Vr.IsText()) return Numbers(element) is [var first, ..] ? (long)first : null;
        return GetNumber(set, tag) is { } number && Math.Abs(number) < 9e18 && Math.Truncate(number) == number ? (long)number : null;
    }

    /// <summary>The first value as a number: any numeric VR, DS or IS.</summary>
    public static double? GetNumber(this DataSet set, Tag tag) => GetNumbers(set, tag) is [var first, ..] ? first : null;

    /// <summary>All values as numbers; empty if one of them is none.</summary>
    public static double[] GetNumbers(this DataSet set, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!set.TryGet(tag, out var element) || element.Value.IsEmpty) return [];
        if (!element.Vr.IsText()) return Numbers(element);
        var texts = ReadStrings(set, element);
        var numbers = new double[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (!double.TryParse(texts[i].AsSpan().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return [];
        }
        return numbers;
    }

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

    /// <summary>Writes whole numbers of a binary VR (US, SS, UL, SL) or of IS.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value does not fit the VR.</exception>
    public static DataSet SetIntegers(this DataSet set, Tag tag, Vr vr, params ReadOnlySpan<long> values)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (vr == Vr.IS) return set.Set(tag, vr, [.. values.ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture))]);
        var width = vr.Width();
        var bytes = new byte[values.Length * width];
        for (var i = 0; i < values.Length; i++)
        {
            var slot = bytes.AsSpan(i * width, width);
            switch (vr)
            {
                case Vr.US: BinaryPrimitives.WriteUInt16LittleEndian(slot, checked((ushort)values[i])); break;
                case Vr.SS: BinaryPrimitives.WriteInt16LittleEndian(slot, checked((short)values[i])); break;
                case Vr.UL: BinaryPrimitives.WriteUInt32LittleEndian(slot, checked((uint)values[i])); break;
                case Vr.SL: BinaryPrimitives.WriteInt32LittleEndian(slot, checked((int)values[i])); break;
                case Vr.AT:
                    BinaryPrimitives.WriteUInt16LittleEndian(slot, (ushort)(values[i] >> 16));
                    BinaryPrimitives.WriteUInt16LittleEndian(slot[2..], (ushort)values[i]);
                    break;
                default: throw new ArgumentException($"{tag}: {vr} does not hold whole numbers.", nameof(vr));
            }
        }
        set.Set(DataElement.Padded(tag, vr, bytes));
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
            return element.Vr is Vr.AT ? Tags(element) : [.. Numbers(element).Select(number => number.ToString("R", CultureInfo.InvariantCulture))];
        var characters = element.Vr.UsesCharacterSet() ? set.CharacterSet : CharacterSet.Default;
        return characters.Decode(element.Value.Span, element.Vr);
    }

    private static string[] Tags(DataElement element)
    {
        var span = element.Value.Span;
        var tags = new string[span.Length / 4];
        for (var i = 0; i < tags.Length; i++)
            tags[i] = new Tag(BinaryPrimitives.ReadUInt16LittleEndian(span[(i * 4)..]), BinaryPrimitives.ReadUInt16LittleEndian(span[(i * 4 + 2)..])).ToHex();
        return tags;
    }

    private static double[] Numbers(DataElement element)
    {
        var width = element.Vr.Width();
        if (element.Vr is not (Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.FL or Vr.FD or Vr.UV or Vr.SV)) return [];
        var span = element.Value.Span;
        var numbers = new double[span.Length / width];
        for (var i = 0; i < numbers.Length; i++)
        {
            var slot = span.Slice(i * width, width);
            numbers[i] = element.Vr switch
            {
                Vr.US => BinaryPrimitives.ReadUInt16LittleEndian(slot),
                Vr.SS => BinaryPrimitives.ReadInt16LittleEndian(slot),
                Vr.UL => BinaryPrimitives.ReadUInt32LittleEndian(slot),
                Vr.SL => BinaryPrimitives.ReadInt32LittleEndian(slot),
                Vr.FL => BinaryPrimitives.ReadSingleLittleEndian(slot),
                Vr.FD => BinaryPrimitives.ReadDoubleLittleEndian(slot),
                Vr.UV => BinaryPrimitives.ReadUInt64LittleEndian(slot),
                _ => BinaryPrimitives.ReadInt64LittleEndian(slot),
            };
        }
        return numbers;
    }

    private static string DecimalString(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        for (var digits = 15; text.Length > 16 && digits > 0; digits--) text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
        return text;
    }
}
