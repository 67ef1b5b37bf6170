using System.Globalization;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Planted;

/// <summary>Writing of attributes by keyword, legal or not.</summary>
internal static class Values
{
    // Items are filled before their object holds them: they are written in its character set all the same.
    [ThreadStatic]
    private static CharacterSet? current;

    public static void WriteIn(CharacterSet characters) => current = characters;

    public static Tag TagOf(string keyword) => Dictionary.TryFind(keyword, out var tag) ? tag : throw new ArgumentException($"{keyword} is no keyword.");

    /// <summary>Text, whole numbers, decimals or items, by the dictionary's first VR.</summary>
    public static DataSet Put(this DataSet set, string keyword, params object[] values)
    {
        var tag = TagOf(keyword);
        var vr = Dictionary.Find(tag)!.Vrs[0];
        if (vr == Vr.SQ) return set.SetItems(tag, [.. values.Cast<DataSet>()]);
        if (values.Length == 0)
        {
            set.Set(DataElement.Of(tag, vr, ReadOnlyMemory<byte>.Empty));
            return set;
        }
        if (vr is Vr.FL or Vr.FD) return set.SetNumbers(tag, vr, [.. values.Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture))]);
        return vr.IsText()
            ? set.PutText(tag, vr, string.Join('\\', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!)))
            : set.SetIntegers(tag, vr, [.. values.Select(value => Convert.ToInt64(value, CultureInfo.InvariantCulture))]);
    }

    // What the character set does not hold is written in UTF-8, as careless writers do.
    private static DataSet PutText(this DataSet set, Tag tag, Vr vr, string text)
    {
        if (!vr.UsesCharacterSet() || Ascii.IsValid(text)) return set.Set(tag, vr, text);
        try
        {
            var bytes = (current ?? CharacterSet.Default).Encode(text, vr);
            set.Set(DataElement.Of(tag, vr, bytes.Length % 2 == 0 ? bytes : (byte[])[.. bytes.Span, (byte)' ']));
            return set;
        }
        catch (ArgumentException)
        {
            return set.PutRaw(tag, vr, Encoding.UTF8, text);
        }
    }

    /// <summary>Bytes as they are, padded; for what no writer should write.</summary>
    public static DataSet PutRaw(this DataSet set, Tag tag, Vr vr, Encoding encoding, string text)
    {
        var bytes = encoding.GetBytes(text);
        set.Set(DataElement.Of(tag, vr, bytes.Length % 2 == 0 ? bytes : [.. bytes, (byte)' ']));
        return set;
    }

    public static DataSet Item(params (string Keyword, object Value)[] values)
    {
        var item = new DataSet();
        foreach (var (keyword, value) in values)
        {
            if (value is string[] several) item.Put(keyword, [.. several]);
            else item.Put(keyword, value);
        }
        return item;
    }

    public static DataSet Code(string value, string scheme, string meaning) => Item(("CodeValue", value), ("CodingSchemeDesignator", scheme), ("CodeMeaning", meaning));

    public static DataSet Reference(string sopClass, string sopInstance) => Item(("ReferencedSOPClassUID", sopClass), ("ReferencedSOPInstanceUID", sopInstance));
}
