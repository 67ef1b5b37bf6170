using System.Globalization;

namespace Pandok.Dicom.Data;

/// <summary>A data element tag: group and element number (PS3.5 section 7.1).</summary>
/// <param name="Value">Group in the upper, element in the lower 16 bits.</param>
public readonly record struct Tag(uint Value) : IComparable<Tag>
{
    /// <summary>A tag from group and element.</summary>
    public Tag(ushort group, ushort element) : this(((uint)group << 16) | element) { }

    /// <summary>The group number.</summary>
    public ushort Group => (ushort)(Value >> 16);

    /// <summary>The element number.</summary>
    public ushort Element => (ushort)Value;

    /// <summary>Odd groups are private (PS3.5 section 7.8).</summary>
    public bool IsPrivate => (Value & 0x10000) != 0;

    /// <summary>(gggg,0010-00FF) with odd group reserves a block of private elements (PS3.5 section 7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x10 and <= 0xFF;

    /// <summary>(gggg,0000) holds the length of its group; retired outside command and meta groups (PS3.5 section 7.2).</summary>
    public bool IsGroupLength => Element == 0;

    /// <inheritdoc/>
    public int CompareTo(Tag other) => Value.CompareTo(other.Value);

    /// <summary>Eight hexadecimal digits, as in the DICOM JSON model (PS3.18 F.2.2).</summary>
    public string ToHex() => Value.ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>Reads eight hexadecimal digits.</summary>
    /// <returns>False if the text is not a tag.</returns>
    public static bool TryParseHex(ReadOnlySpan<char> text, out Tag tag)
    {
        var parsed = uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && text.Length == 8;
        tag = new Tag(value);
        return parsed;
    }

    /// <summary>The printed form, such as (0010,0020).</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");

    /// <summary>Ascending by group, then element.</summary>
    public static bool operator <(Tag left, Tag right) => left.Value < right.Value;

    /// <summary>Ascending by group, then element.</summary>
    public static bool operator >(Tag left, Tag right) => left.Value > right.Value;

    /// <summary>Ascending by group, then element.</summary>
    public static bool operator <=(Tag left, Tag right) => left.Value <= right.Value;

    /// <summary>Ascending by group, then element.</summary>
    public static bool operator >=(Tag left, Tag right) => left.Value >= right.Value;
}
