using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>New elements of the output, whose text is UTF-8 and whose padding is fresh.</summary>
internal static class Elements
{
    public static DataElement Text(Tag tag, Vr vr, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var bytes = new byte[length + (length & 1)];
        Encoding.UTF8.GetBytes(text, bytes);
        if ((length & 1) != 0) bytes[^1] = vr.Padding();
        return DataElement.Of(tag, vr, bytes);
    }

    public static DataElement Text(Tag tag, Vr vr, string[] values) => Text(tag, vr, values.Length == 1 ? values[0] : string.Join('\\', values));

    public static DataElement Empty(Tag tag, Vr vr) => vr == Vr.SQ ? DataElement.OfItems(tag) : DataElement.Of(tag, vr, ReadOnlyMemory<byte>.Empty);

    /// <summary>An item of a code sequence (PS3.3 Table 8.8-1).</summary>
    public static DataSet Code(string value, string scheme, string meaning)
    {
        var item = new DataSet();
        item.Set(Text(new Tag(0x00080100), Vr.SH, value));
        item.Set(Text(new Tag(0x00080102), Vr.SH, scheme));
        item.Set(Text(new Tag(0x00080104), Vr.LO, meaning));
        return item;
    }
}
