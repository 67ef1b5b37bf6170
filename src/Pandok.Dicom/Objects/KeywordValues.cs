using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects;

/// <summary>Writing and reading by PS3.6 keyword, VR from the dictionary: an object builder names hundreds of attributes, and their keywords read as the standard does.</summary>
internal static class KeywordValues
{
    /// <summary>Text values. None, or only nulls, makes an empty element (Type 2). Always UTF-8: items are made before the document, whose character set it is, adopts them.</summary>
    public static DataSet Put(this DataSet set, string keyword, params ReadOnlySpan<string?> values)
    {
        var (tag, vr) = Find(keyword);
        var text = string.Join('\\', values.ToArray().OfType<string>());
        set.Set(DataElement.Padded(tag, vr, CharacterSet.Utf8.Encode(text, vr)));
        return set;
    }

    /// <summary>Text, if there is any: an unknown Type 3 attribute is left out, not empty.</summary>
    public static DataSet PutIfKnown(this DataSet set, string keyword, string? value) => string.IsNullOrEmpty(value) ? set : set.Put(keyword, value);

    /// <summary>Whole numbers of a binary VR or IS.</summary>
    public static DataSet PutIntegers(this DataSet set, string keyword, params ReadOnlySpan<long> values)
    {
        var (tag, vr) = Find(keyword);
        return set.SetIntegers(tag, vr, values);
    }

    /// <summary>Numbers as DS, FL or FD.</summary>
    public static DataSet PutNumbers(this DataSet set, string keyword, params ReadOnlySpan<double> values)
    {
        var (tag, vr) = Find(keyword);
        if (vr == Vr.DS) return set.SetDecimals(tag, values);
        var width = vr.Width();
        var bytes = new byte[values.Length * width];
        for (var i = 0; i < values.Length; i++)
        {
            if (vr == Vr.FL) BitConverter.TryWriteBytes(bytes.AsSpan(i * width), (float)values[i]);
            else BitConverter.TryWriteBytes(bytes.AsSpan(i * width), values[i]);
        }
        set.Set(DataElement.Of(tag, vr, bytes));
        return set;
    }

    /// <summary>Tags of an AT attribute, by keyword.</summary>
    public static DataSet PutTag(this DataSet set, string keyword, string pointed) => set.PutIntegers(keyword, Find(pointed).Tag.Value);

    /// <summary>A sequence.</summary>
    public static DataSet PutItems(this DataSet set, string keyword, params IReadOnlyList<DataSet> items) => set.SetItems(Find(keyword).Tag, items);

    public static string? Text(this DataSet set, string keyword) => set.GetString(Find(keyword).Tag);

    public static string[] Texts(this DataSet set, string keyword) => set.GetStrings(Find(keyword).Tag);

    public static long? Integer(this DataSet set, string keyword) => set.GetInteger(Find(keyword).Tag);

    public static double[] Numbers(this DataSet set, string keyword) => set.GetNumbers(Find(keyword).Tag);

    public static IReadOnlyList<DataSet> Items(this DataSet set, string keyword) => set.GetItems(Find(keyword).Tag);

    /// <summary>The only or first item of a sequence, or null.</summary>
    public static DataSet? Item(this DataSet set, string keyword) => set.Items(keyword) is [var first, ..] ? first : null;

    public static (Tag Tag, Vr Vr) Find(string keyword) => Dictionary.TryFind(keyword, out var tag)
        ? (tag, Dictionary.Find(tag)!.Vrs[0])
        : throw new ArgumentException($"{keyword} is no keyword of PS3.6.", nameof(keyword));
}
