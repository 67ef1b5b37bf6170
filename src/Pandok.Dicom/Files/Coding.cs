using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>How element heads and numbers are written: the part of a transfer syntax that a parser must know, and what can be told from the first bytes.</summary>
/// <param name="IsImplicit">Implicit VR (PS3.5 section 7.1.3).</param>
/// <param name="IsBigEndian">Big endian (PS3.5 section 7.3).</param>
internal readonly record struct Coding(bool IsImplicit, bool IsBigEndian)
{
    /// <summary>Explicit VR Little Endian, as File Meta Information always is.</summary>
    public static readonly Coding Explicit = new(false, false);

    /// <summary>Implicit VR Little Endian, as the items of a UN element always are (PS3.5 section 6.2.2, note 2).</summary>
    public static readonly Coding Implicit = new(true, false);

    public static Coding Of(TransferSyntax syntax) => new(syntax.IsImplicit, syntax.IsBigEndian);

    public Tag TagAt(ReadOnlySpan<byte> bytes) => new(ShortAt(bytes), ShortAt(bytes[2..]));

    public ushort ShortAt(ReadOnlySpan<byte> bytes) => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint LongAt(ReadOnlySpan<byte> bytes) => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>The transfer syntax of native pixels in this coding.</summary>
    public TransferSyntax Native => IsImplicit ? TransferSyntax.ImplicitLittleEndian : IsBigEndian ? TransferSyntax.ExplicitBigEndian : TransferSyntax.ExplicitLittleEndian;

    /// <summary>
    /// The coding that the first element shows. Two letters that are a VR are hardly ever the low half of an implicit length, and the lower reading of a group number is the right one.
    /// </summary>
    /// <returns>Null if the bytes are no element of a data set.</returns>
    public static Coding? Guess(ReadOnlySpan<byte> first)
    {
        if (first.Length < 8) return null;
        var isBigEndian = BinaryPrimitives.ReadUInt16BigEndian(first) < BinaryPrimitives.ReadUInt16LittleEndian(first);
        if (VrTraits.FromLetters(first[4], first[5]).IsKnown()) return new Coding(false, isBigEndian);
        var tag = Explicit.TagAt(first);
        // A data set begins low: groups 0001 to 0010 cover what is met, and the first value is short.
        return tag.Group is > 0 and <= 0x10 && Explicit.LongAt(first[4..]) is <= 1024 or uint.MaxValue && (tag.IsPrivate || tag.IsGroupLength || Dictionary.Find(tag) is not null) ? Implicit : null;
    }
}
