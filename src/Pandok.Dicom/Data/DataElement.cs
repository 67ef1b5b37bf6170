namespace Pandok.Dicom.Data;

/// <summary>
/// One data element (PS3.5 section 7.1). Values stay the bytes that were read, little endian, until someone asks a <see cref="DataSet"/> for them typed.
/// </summary>
public sealed class DataElement
{
    private readonly object? content; // the items of a sequence, or the URI of bulk data
    private readonly ElementForm form;

    internal DataElement(Tag tag, Vr vr, ReadOnlyMemory<byte> value, object? content = null, ElementForm form = 0, Vr written = default)
    {
        Tag = tag;
        Vr = vr;
        Value = value;
        this.content = content;
        this.form = form;
        WrittenVr = written == default ? vr : written;
    }

    /// <summary>The tag.</summary>
    public Tag Tag { get; }

    /// <summary>The value representation.</summary>
    public Vr Vr { get; }

    /// <summary>The value's bytes, little endian, padding included; empty for a sequence.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The items of a sequence; null for everything else.</summary>
    public IReadOnlyList<DataSet>? Items => content as IReadOnlyList<DataSet>;

    /// <summary>Where the value is to be fetched (PS3.18 F.2.6), if the DICOM JSON model told no more than that; null for everything else.</summary>
    public string? BulkDataUri => content as string;

    /// <summary>True if <see cref="Value"/> is a chain of fragment items of undefined length (PS3.5 section A.4), without the closing delimiter.</summary>
    public bool IsEncapsulated => (form & ElementForm.Encapsulated) != 0;

    /// <summary>True if there is neither a value nor an item (a Type 2 attribute may be so).</summary>
    public bool IsEmpty => Value.IsEmpty && content switch { null => true, IReadOnlyList<DataSet> items => items.Count == 0, _ => false };

    /// <summary>The letters that stand in the file, kept by <see cref="Files.ReadMode.Verbatim"/>: UN, say, where <see cref="Vr"/> is the dictionary's.</summary>
    internal Vr WrittenVr { get; }

    /// <summary>A sequence closed by a delimiter, kept by <see cref="Files.ReadMode.Verbatim"/>.</summary>
    internal bool HasUndefinedLength => (form & ElementForm.UndefinedLength) != 0;

    internal ElementForm Form => form;

    /// <summary>An element with the bytes of its value, which must be of even length.</summary>
    /// <exception cref="ArgumentException">The length is odd, or the VR is SQ.</exception>
    public static DataElement Of(Tag tag, Vr vr, ReadOnlyMemory<byte> value)
    {
        if (vr == Vr.SQ) throw new ArgumentException("A sequence has items, not bytes.", nameof(vr));
        if ((value.Length & 1) != 0) throw new ArgumentException($"{tag}: a value has an even number of bytes (PS3.5 section 7.1.1).", nameof(value));
        return new DataElement(tag, vr, value);
    }

    /// <summary>A sequence of items.</summary>
    public static DataElement OfItems(Tag tag, params IReadOnlyList<DataSet> items) => new(tag, Vr.SQ, default, items);

    /// <summary>A value that is elsewhere (PS3.18 F.2.6). It can be written as JSON, not as a file.</summary>
    public static DataElement OfBulkData(Tag tag, Vr vr, string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return new DataElement(tag, vr, default, uri);
    }

    /// <summary>Fragments as they stand in the file, item headers included, the closing delimiter left out.</summary>
    internal static DataElement OfFragments(Tag tag, Vr vr, ReadOnlyMemory<byte> chain) => new(tag, vr, chain, null, ElementForm.Encapsulated);

    /// <summary>As read from a file that breaks the even-length rule: padded, so that what we write is legal.</summary>
    internal static DataElement Padded(Tag tag, Vr vr, ReadOnlyMemory<byte> value)
    {
        if ((value.Length & 1) == 0) return new DataElement(tag, vr, value);
        var even = new byte[value.Length + 1];
        value.Span.CopyTo(even);
        even[^1] = vr.Padding();
        return new DataElement(tag, vr, even);
    }

    /// <summary>The same sequence with other items.</summary>
    internal DataElement WithItems(IReadOnlyList<DataSet> items) => new(Tag, Vr, default, items, form, WrittenVr);

    /// <summary>Tag and VR only: a value may be a person's.</summary>
    public override string ToString() => $"{Tag} {Vr.Letters()}";
}
