using System.Buffers.Binary;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Verify;

/// <summary>A second, plain reading of written bytes: every value and where it lies. It knows only what our writer writes: little endian, lengths defined.</summary>
internal sealed class HeaderWalk(ReadOnlyMemory<byte> bytes)
{
    private readonly List<WrittenValue> values = [];
    private int parent = -1;
    private int item;
    private int items;

    /// <summary>The values in the order of the bytes.</summary>
    public IReadOnlyList<WrittenValue> Values => values;

    /// <summary>True if every byte is accounted for, up to the end or to Pixel Data.</summary>
    public bool Read()
    {
        var span = bytes.Span;
        if (span.Length < 132 || !span.Slice(128, 4).SequenceEqual("DICM"u8)) return false;
        var at = 132;
        while (at + 8 <= span.Length && BinaryPrimitives.ReadUInt16LittleEndian(span[at..]) == 2)
        {
            if (!ReadElement(ref at, span.Length, false, 0)) return false;
        }
        var syntax = First(0x00020010);
        return syntax is not null && ReadElements(at, span.Length, syntax == "1.2.840.10008.1.2", 0);
    }

    /// <summary>The text of a value, as ASCII.</summary>
    public string Text(WrittenValue value) => Encoding.Latin1.GetString(bytes.Span.Slice(value.Offset, value.Length)).TrimEnd(' ', '\0');

    /// <summary>The text of a value that the character set applies to: we write UTF-8 only.</summary>
    public string Decoded(WrittenValue value) => Encoding.UTF8.GetString(bytes.Span.Slice(value.Offset, value.Length)).TrimEnd(' ', '\0');

    /// <summary>Tags from the top, such as (0040,0275)(0040,0007).</summary>
    public string Path(WrittenValue value) => (value.Parent < 0 ? string.Empty : Path(values[value.Parent])) + value.Tag;

    /// <summary>The value of a tag in the same item, or null.</summary>
    public WrittenValue? Sibling(WrittenValue value, Tag tag)
    {
        foreach (var other in values)
        {
            if (other.Tag == tag && other.Parent == value.Parent && other.Item == value.Item) return other;
        }
        return null;
    }

    /// <summary>The text of the first value with this tag at the top, or null.</summary>
    public string? First(uint tag)
    {
        foreach (var value in values)
        {
            if (value.Depth == 0 && value.Tag.Value == tag) return Text(value);
        }
        return null;
    }

    private bool ReadElements(int at, int end, bool isImplicit, int depth)
    {
        while (at < end)
        {
            if (depth == 0 && end - at >= 8 && BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[at..]) == 0x7FE0
                && BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[(at + 2)..]) is 0x08 or 0x09 or 0x10) return true;
            if (!ReadElement(ref at, end, isImplicit, depth)) return false;
        }
        return true;
    }

    private bool ReadElement(ref int at, int end, bool isImplicit, int depth)
    {
        var span = bytes.Span;
        if (end - at < 8 || depth > 32) return false;
        var tag = new Tag(BinaryPrimitives.ReadUInt16LittleEndian(span[at..]), BinaryPrimitives.ReadUInt16LittleEndian(span[(at + 2)..]));
        Vr vr;
        long length;
        if (isImplicit)
        {
            vr = Dictionary.Find(tag) is { Vrs: [var first, ..] } ? first : Vr.UN;
            length = BinaryPrimitives.ReadUInt32LittleEndian(span[(at + 4)..]);
            at += 8;
        }
        else
        {
            vr = VrTraits.FromLetters(span[at + 4], span[at + 5]);
            if (!vr.IsKnown()) return false;
            if (vr.HasLongLength())
            {
                if (end - at < 12) return false;
                length = BinaryPrimitives.ReadUInt32LittleEndian(span[(at + 8)..]);
                at += 12;
            }
            else
            {
                length = BinaryPrimitives.ReadUInt16LittleEndian(span[(at + 6)..]);
                at += 8;
            }
        }
        if (length > end - at || (length & 1) != 0) return false;
        var start = at;
        at += (int)length;
        if (vr != Vr.SQ)
        {
            values.Add(new WrittenValue(tag, vr, start, (int)length, depth, parent, item));
            return true;
        }
        var (outerParent, outerItem) = (parent, item);
        values.Add(new WrittenValue(tag, vr, start, 0, depth, parent, item));
        parent = values.Count - 1;
        var isRead = ReadItems(start, at, isImplicit, depth);
        (parent, item) = (outerParent, outerItem);
        return isRead;
    }

    private bool ReadItems(int at, int end, bool isImplicit, int depth)
    {
        while (at < end)
        {
            if (end - at < 8 || BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]) != 0xE000FFFE) return false;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[(at + 4)..]);
            at += 8;
            if (length > end - at) return false;
            item = ++items;
            if (!ReadElements(at, at + (int)length, isImplicit, depth + 1)) return false;
            at += (int)length;
        }
        return true;
    }
}
