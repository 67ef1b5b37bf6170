namespace Pandok.Dicom.Data;

/// <summary>
/// One data element (PS3.5 section 7.1). Values stay the bytes that were read, little endian, until someone asks a <see cref="DataSet"/> for them typed.
/// </summary>
public sealed class DataElement
{
    private DataElement(Tag tag, Vr vr, ReadOnlyMemory<byte> value, IReadOnlyList<DataSet>? items, bool encapsulated)
    {
        Tag = tag;
        Vr = vr;
        Value = value;
        Items = items;
        IsEncapsulated = encapsulated;
    }

    /// <summary>The tag.</summary>
    public Tag Tag { get; }

    /// <summary>The value representation.</summary>
    public Vr Vr { get; }

    /// <summary>The value's bytes, little endian, padding included; empty for a sequence.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The items of a sequence; null for everything else.</summary>
    public IReadOnlyList<DataSet>? Items { get; }

    /// <summary>True if <see cref="Value"/> is a chain of fragment items of undefined length (PS3.5 section A.4), without the closing delimiter.</summary>
    public bool IsEncapsulated { get; }

    /// <summary>True if there is neither a value nor an item (a Type 2 attribute may be so).</summary>
    public bool IsEmpty => Items is null ? Value.IsEmpty : Items.Count == 0;

    /// <summary>An element with the bytes of its value, which must be of even length.</summary>
    /// <exception cref="ArgumentException">The length is odd, or the VR is SQ.</exception>
    public static DataElement Of(Tag tag, Vr vr, ReadOnlyMemory<byte> value)
    {
        if (vr == Vr.SQ) throw new ArgumentException("A sequence has items, not bytes.", nameof(vr));
        if ((value.Length & 1) != 0) throw new ArgumentException($"{tag}: a value has an even number of bytes (PS3.5 section 7.1.1).", nameof(value));
        return new DataElement(tag, vr, value, null, false);
    }

    /// <summary>A sequence of items.</summary>
    public static DataElement OfItems(Tag tag, params IReadOnlyList<DataSet> items) => new(tag, Vr.SQ, default, items, false);

    /// <summary>Fragments as they stand in the file, item headers included, the closing delimiter left out.</summary>
    internal static DataElement OfFragments(Tag tag, Vr vr, ReadOnlyMemory<byte> chain) => new(tag, vr, chain, null, true);

    /// <summary>As read from a file that breaks the even-length rule: padded, so that what we write is legal.</summary>
    internal static DataElement Padded(Tag tag, Vr vr, ReadOnlyMemory<byte> value)
    {
        if ((value.Length & 1) == 0) return new DataElement(tag, vr, value, null, false);
        var even = new byte[value.Length + 1];
        value.Span.CopyTo(even);
        even[^1] = vr.Padding();
        return new DataElement(tag, vr, even, null, false);
    }

    /// <summary>Tag and VR only: a value may be a person's.</summary>
    public override string ToString() => $"{Tag} {Vr.Letters()}";
}
