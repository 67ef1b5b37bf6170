using System.Buffers.Binary;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Verify;

/// <summary>Checks (a), (b), (c) and (e) of section 14 on the written bytes up to Pixel Data.</summary>
internal sealed class HeaderCheck(ReadOnlyMemory<byte> bytes, HeaderWalk walk, IdentitySearch search, UidSearch uids, MappedIdentity identity, ClassTable table, ISet<Finding> findings)
{
    private static readonly Tag Document = new(0x00420011);

    public void Run(bool isWhole)
    {
        if (!isWhole || walk.First(0x00120062) != "YES" || walk.First(0x00280303) is null) findings.Add(new Finding(FindingCode.Structure, string.Empty));
        Meta();
        var classes = new ClassCheck(bytes, walk, table, identity);
        foreach (var value in walk.Values)
        {
            if (value.Tag.Group == 2) continue;
            if (classes.Check(value) is { } code) findings.Add(At(code, value));
            if (value.Length > 0 && uids.IsIn(bytes.Span.Slice(value.Offset, value.Length))) findings.Add(At(FindingCode.UidLeft, value));
            if (IsText(value.Vr) && value.Length >= 4) TextOf(value);
            else if (value.Tag == Document) DocumentOf(value);
        }
        search.Search(bytes.Span, Found);
    }

    // PS3.10 section 7.1: what the meta group may say, and that it says what the data set says.
    private void Meta()
    {
        var span = bytes.Span;
        var isRight = span.Length >= 132 && !span[..128].ContainsAnyExcept((byte)0)
            && walk.First(0x00020002) is { } sopClass && sopClass == walk.First(0x00080016)
            && walk.First(0x00020003) is { } sopInstance && sopInstance == walk.First(0x00080018)
            && walk.First(0x00020012) is { Length: > 0 };
        if (!isRight) findings.Add(new Finding(FindingCode.Meta, string.Empty));
        var end = 0;
        foreach (var value in walk.Values)
        {
            if (value.Tag.Group != 2) break;
            end = value.Offset + value.Length;
            if (value.Tag.Element is not (0x0000 or 0x0001 or 0x0002 or 0x0003 or 0x0010 or 0x0012 or 0x0013)) findings.Add(At(FindingCode.Meta, value));
        }
        if (walk.Values is [{ Tag.Value: 0x00020000, Length: 4 } first, ..] && BinaryPrimitives.ReadUInt32LittleEndian(span[first.Offset..]) != end - first.Offset - 4) findings.Add(At(FindingCode.Meta, first));
    }

    private void TextOf(WrittenValue value)
    {
        if (value.Tag.Value is 0x00120063 or 0x00081090 or 0x00080070) return; // what was done, and the machine: some name their maker's page
        var text = walk.Decoded(value);
        if (OurWords.Has(text, identity) || StandardWords.Has(text)) return;
        if (text.Contains('\0', StringComparison.Ordinal)) findings.Add(At(FindingCode.ClassLeft, value)); // nothing after a NUL is copied
        if (Patterns.Match(text, IsProse(value))) findings.Add(At(FindingCode.PatternLeft, value));
    }

    private void DocumentOf(WrittenValue value)
    {
        foreach (var text in PdfStreams.Inflated(bytes.Slice(value.Offset, value.Length)))
        {
            if (search.Speaks(text)) findings.Add(At(FindingCode.IdentityLeft, value));
            if (uids.IsIn(text)) findings.Add(At(FindingCode.UidLeft, value));
        }
    }

    private void Found(Trace trace, byte[] pattern, int at)
    {
        if (ValueAt(at, pattern.Length) is { } value && IdentitySearch.IsWord(bytes.Span, at, pattern, value.Offset, value.Offset + value.Length) && Counts(trace, pattern, value))
            findings.Add(At(FindingCode.IdentityLeft, value));
    }

    private bool Counts(Trace trace, byte[] pattern, WrittenValue value)
    {
        if (value.Tag.Group == 2) return value.Vr != Vr.UI && value.Tag.Element != 0x13;
        if (!value.Vr.IsText()) return pattern.Length >= (pattern.Contains((byte)0) ? 12 : 5) && !trace.IsNumeric; // chance, and runs of rising numbers, in look-up tables
        if (trace.IsNumeric && value.Vr is Vr.DS or Vr.IS or Vr.DA or Vr.DT or Vr.TM or Vr.UI or Vr.AS) return false;
        var text = walk.Decoded(value);
        if (OurWords.Has(text, identity) || (value.Tag.Value == 0x00120063 && text.StartsWith("Pandok ", StringComparison.Ordinal))) return false;
        if (value.Tag.Value is 0x00080104 or 0x00080100 or 0x00080102) return !StandardWords.Has(text) && value.Tag.Value == 0x00080104;
        return value.Vr != Vr.CS || !Array.TrueForAll(text.Split('\\'), part => StandardWords.Has(part.Trim()) || !part.Contains(trace.Word, StringComparison.OrdinalIgnoreCase));
    }

    private WrittenValue? ValueAt(int at, int length)
    {
        var values = walk.Values;
        int low = 0, high = values.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (values[middle].Offset <= at) low = middle;
            else high = middle - 1;
        }
        return values.Count > 0 && values[low].Offset <= at && at + length <= values[low].Offset + values[low].Length ? values[low] : null;
    }

    // Software versions, serials of algorithms and the like are full of dates that are nobody's.
    private static bool IsProse(WrittenValue value) => value.Vr is Vr.ST or Vr.LT or Vr.UT or Vr.UC || (value.Tag.Group is 0x0008 or 0x0010 or 0x0020 or 0x0032 or 0x0038 or 0x0040 or 0x0070);

    private static bool IsText(Vr vr) => vr is Vr.LO or Vr.SH or Vr.ST or Vr.LT or Vr.UT or Vr.UC or Vr.PN or Vr.AE or Vr.UR or Vr.CS;

    private Finding At(FindingCode code, WrittenValue value) => new(code, walk.Path(value));
}
