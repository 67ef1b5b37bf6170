using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Verify;

/// <summary>Section 14 (c): every element of the written bytes is in an allowed class, and stands under the dictionary's VR with a legal UID.</summary>
internal sealed class ClassCheck(ReadOnlyMemory<byte> bytes, HeaderWalk walk, ClassTable table, MappedIdentity identity)
{
    /// <summary>What is wrong with a value, or null.</summary>
    public FindingCode? Check(WrittenValue value)
    {
        var tag = value.Tag;
        if (tag.IsPrivate) return CheckPrivate(value);
        if (tag.IsGroupLength || tag.Group is < 8 or > 0x7FE0) return FindingCode.ClassLeft;
        if ((tag.Group & 0xFF00) is 0x5000 or 0x6000 && (tag.Group & 0xFF) < 0x20) return tag.Group >= 0x6000 && table.KeepsOverlays && IsPlainOverlay(value) ? null : FindingCode.ClassLeft;
        if (Dictionary.Find(tag) is not { Vrs: [_, ..] entry }) return FindingCode.ClassLeft;
        if (!entry.Contains(value.Vr) && !(value.Vr == Vr.UN && value.Length == 0)) return FindingCode.Iod;
        if (value.Vr == Vr.UI && !walk.Text(value).Split('\\').All(uid => uid.Length == 0 || Uids.IsValid(uid))) return FindingCode.Iod;
        return table.Find(tag) is { } allowed ? Fits(value, allowed) ? null : value.Vr == Vr.UI ? FindingCode.UidLeft : FindingCode.ClassLeft : CheckUnlisted(value);
    }

    // PS3.3 C.9.2: a region of interest as a bitmap, with its size and place; as many bits as pixels, and nothing that a person writes.
    private bool IsPlainOverlay(WrittenValue value)
    {
        if (value.Depth > 0 || Dictionary.Find(value.Tag) is not { Vrs: [_, ..] allowed } || !allowed.Contains(value.Vr)) return false;
        switch (value.Tag.Element)
        {
            case 0x0010 or 0x0011 or 0x0051 or 0x0100 or 0x0102: return value.Length == 2;
            case 0x0050: return value.Length == 4;
            case 0x0015: return int.TryParse(walk.Text(value), out var frames) && frames > 0;
            case 0x0040: return walk.Text(value) == "R";
            case 0x3000: break;
            default: return false;
        }
        int Number(ushort element, int otherwise) => walk.Sibling(value, new Tag(value.Tag.Group, element)) is not { Length: >= 2 } other ? otherwise
            : other.Vr == Vr.US ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[other.Offset..]) : int.TryParse(walk.Text(other), out var number) ? number : 0;
        var bits = (long)Number(0x0010, 0) * Number(0x0011, 0) * Number(0x0015, 1);
        if (bits <= 0 || value.Length != (bits + 15) / 16 * 2 || Number(0x0100, 0) != 1 || Number(0x0102, 1) != 0) return false;
        var behind = bytes.Span.Slice(value.Offset, value.Length)[(int)(bits / 8)..];
        return behind.Length == 0 || (behind[0] >> (int)(bits % 8) == 0 && !behind[1..].ContainsAnyExcept((byte)0));
    }

    private FindingCode? CheckUnlisted(WrittenValue value) => value.Vr switch
    {
        Vr.PN or Vr.AE or Vr.UR => IsEmpty(value) || OurWords.Has(walk.Decoded(value), identity) ? null : FindingCode.ClassLeft,
        Vr.UN => value.Length == 0 ? null : FindingCode.ClassLeft,
        Vr.DA or Vr.DT => table.KeepsDates || IsEmpty(value) ? null : FindingCode.ClassLeft,
        Vr.UI => IsUidOfOurs(value) ? null : FindingCode.UidLeft,
        _ => null,
    };

    private bool Fits(WrittenValue value, Allowed allowed)
    {
        if (value.Vr == Vr.SQ) return allowed != Allowed.Nothing || !HasItems(value) || IsOurs(value);
        if (IsEmpty(value) || IsMark(value.Tag)) return true;
        if (value.Vr == Vr.UI) return IsUidOfOurs(value);
        if (allowed == Allowed.Value) return true;
        var text = value.Vr.IsText() ? walk.Decoded(value) : string.Empty;
        switch (value.Vr)
        {
            case Vr.DA or Vr.DT: return allowed == Allowed.Date || !IsOriginalDate(text);
            case Vr.TM: return allowed == Allowed.Date || text.Trim() is "000000" or "00" or "0000";
            case Vr.CS: return Array.TrueForAll(text.Split('\\'), part => part.Trim().Length == 0 || StandardWords.Has(part.Trim()) || part.Trim() == "REMOVED");
            case Vr.DS or Vr.IS: return double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= 1;
            default: return value.Vr.IsText() ? OurWords.Has(text, identity) : !bytes.Span.Slice(value.Offset, value.Length).ContainsAnyExcept((byte)0, (byte)1);
        }
    }

    // A private element stays only under a creator that the lists know; the creator only where such an element stays.
    private FindingCode? CheckPrivate(WrittenValue value)
    {
        if (value.Tag.IsPrivateCreator)
        {
            var creator = walk.Decoded(value);
            var isUsed = walk.Values.Any(other => other.Item == value.Item && other.Parent == value.Parent && other.Tag.Group == value.Tag.Group && other.Tag.Element >> 8 == value.Tag.Element && table.IsSafePrivate(other.Tag, creator));
            return isUsed ? null : FindingCode.ClassLeft;
        }
        var block = new Tag(value.Tag.Group, (ushort)(value.Tag.Element >> 8));
        return walk.Sibling(value, block) is { } named && table.IsSafePrivate(value.Tag, walk.Decoded(named)) ? null : FindingCode.ClassLeft;
    }

    private bool IsUidOfOurs(WrittenValue value) => table.KeepsUids || value.Tag.Value is 0x0008010C or 0x00080117 or 0x00080118 || Array.TrueForAll(walk.Text(value).Split('\\'),
        uid => uid.Length == 0 || uid.StartsWith("2.25.", StringComparison.Ordinal) || Uids.Find(uid) is not null || uid.StartsWith("1.2.840.10008.6.1.", StringComparison.Ordinal));

    // Dates without an option are dummies: any but what the object said.
    private bool IsOriginalDate(string text) => identity.Original.StudyDate is { Length: >= 8 } day && text.StartsWith(day, StringComparison.Ordinal)
        || identity.Original.BirthDate is { Length: >= 8 } birth && text.StartsWith(birth, StringComparison.Ordinal);

    // What the marks of de-identification themselves write (section 15 of the design).
    private static bool IsMark(Tag tag) => tag.Value is 0x00120062 or 0x00120063 or 0x00280301 or 0x00280302 or 0x00280303;

    private bool IsOurs(WrittenValue value) => value.Tag.Value is 0x00120064 or 0x0018A001 || RequiredByIod(value);

    // Its items hold only what the searches and this check let pass; an X row that a Type 1 holds in place keeps dummies.
    private bool RequiredByIod(WrittenValue value) => walk.Values.Where(other => other.Parent >= 0 && walk.Values[other.Parent] == value).All(other => other.Vr == Vr.SQ || IsEmpty(other) || IsDummy(other));

    private bool IsDummy(WrittenValue value) => value.Vr == Vr.UI ? IsUidOfOurs(value) : !value.Vr.IsText() || Fits(value, Allowed.Dummy) || StandardWords.Has(walk.Decoded(value)) || value.Tag.Value is 0x00080100 or 0x00080102 or 0x00080103;

    private bool HasItems(WrittenValue value) => walk.Values.Any(other => other.Parent >= 0 && walk.Values[other.Parent] == value);

    private bool IsEmpty(WrittenValue value) => value.Vr != Vr.SQ && (value.Length == 0 || (value.Vr.IsText() && walk.Text(value).Length == 0));
}
