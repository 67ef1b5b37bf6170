using Pandok.Dicom.Data;

namespace Pandok.Deidentification;

using Pandok.Deidentification.Verify;

/// <summary>
/// Looks at the bytes that were written, not at what the de-identifier meant to write (PS3.15 E.1). It shares no rule code with it and reads the tables itself.
/// The caller checks before archiving and quarantines on any finding: <see cref="Outcome.Released.Judge"/>.
/// </summary>
public static class Verifier
{
    /// <summary>Checks preamble, File Meta Information and data set up to Pixel Data.</summary>
    /// <param name="writtenHeader">The bytes from the preamble up to, or past, the head of Pixel Data; little endian, lengths defined.</param>
    /// <param name="identity">What must not be found again.</param>
    /// <returns>Findings, none if the bytes are clean: IdentityLeft, UidLeft, ClassLeft, Meta, Structure.</returns>
    public static IReadOnlyList<Finding> Check(ReadOnlyMemory<byte> writtenHeader, MappedIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var findings = new HashSet<Finding>();
        var walk = new HeaderWalk(writtenHeader);
        if (!walk.Read() || walk.First(0x00120062) != "YES" || walk.First(0x00280303) is null) findings.Add(new Finding(FindingCode.Structure, string.Empty));
        CheckMeta(writtenHeader.Span, walk, findings);
        CheckClasses(walk, identity, findings);
        CheckUids(writtenHeader.Span, walk, identity, findings);
        CheckIdentity(writtenHeader.Span, walk, identity, findings);
        return [.. findings];
    }

    private static void CheckMeta(ReadOnlySpan<byte> bytes, HeaderWalk walk, HashSet<Finding> findings)
    {
        var isRight = bytes.Length >= 132 && !bytes[..128].ContainsAnyExcept((byte)0)
            && walk.First(0x00020002) is { } sopClass && sopClass == walk.First(0x00080016)
            && walk.First(0x00020003) is { } sopInstance && sopInstance == walk.First(0x00080018);
        if (!isRight) findings.Add(new Finding(FindingCode.Meta, string.Empty));
        foreach (var value in walk.Values)
        {
            if (value.Tag.Group == 2 && value.Tag.Element is not (0x0000 or 0x0001 or 0x0002 or 0x0003 or 0x0010 or 0x0012 or 0x0013)) findings.Add(At(FindingCode.Meta, value));
        }
    }

    private static void CheckClasses(HeaderWalk walk, MappedIdentity identity, HashSet<Finding> findings)
    {
        foreach (var value in walk.Values)
        {
            var tag = value.Tag;
            if (tag.Group == 2) continue;
            var neverLeaves = (tag.IsPrivate && !walk.IsSafePrivate(value)) || tag.IsGroupLength || tag.Group is < 8 or > 0x7FE0 || ((tag.Group & 0xFF00) is 0x5000 or 0x6000 && (tag.Group & 0xFF) < 0x20);
            if (neverLeaves || (IsFreeText(value.Vr) && value.Length > 0 && StandardWords.NeverLeaves(tag.Value) && !IsPseudonymous(tag) && !IsOurs(walk.Text(value), identity))) findings.Add(At(FindingCode.ClassLeft, value));
        }
    }

    private static void CheckUids(ReadOnlySpan<byte> bytes, HeaderWalk walk, MappedIdentity identity, HashSet<Finding> findings)
    {
        var originals = identity.Uids.Keys.Append(identity.Original.StudyUid).Append(identity.Original.SeriesUid).Append(identity.Original.SopUid)
            .Where(uid => uid.Length >= 6 && uid.Count(c => c == '.') >= 2).ToHashSet(StringComparer.Ordinal);
        var lookup = originals.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> run = stackalloc char[80];
        foreach (var value in walk.Values)
        {
            var length = 0;
            foreach (var b in bytes.Slice(value.Offset, value.Length))
            {
                if (b is >= (byte)'0' and <= (byte)'9' or (byte)'.')
                {
                    if (length < run.Length) run[length] = (char)b;
                    length++;
                    continue;
                }
                if (length is >= 6 and <= 80 && lookup.Contains(run[..length])) findings.Add(At(FindingCode.UidLeft, value));
                length = 0;
            }
            if (length is >= 6 and <= 80 && lookup.Contains(run[..length])) findings.Add(At(FindingCode.UidLeft, value));
        }
    }

    private static void CheckIdentity(ReadOnlySpan<byte> bytes, HeaderWalk walk, MappedIdentity identity, HashSet<Finding> findings)
    {
        var folded = bytes.ToArray();
        Trace.Fold(folded);
        foreach (var trace in Trace.Of(identity))
        {
            foreach (var pattern in trace.Patterns)
            {
                for (var from = 0; folded.AsSpan(from).IndexOf(pattern) is >= 0 and var hit; from += hit + 1)
                {
                    var at = from + hit;
                    if (ValueAt(walk.Values, at, pattern.Length) is { } value && IsWord(folded, at, pattern, value) && Counts(trace, pattern, value, walk, identity)) findings.Add(At(FindingCode.IdentityLeft, value));
                }
            }
        }
    }

    private static WrittenValue? ValueAt(IReadOnlyList<WrittenValue> values, int at, int length)
    {
        int low = 0, high = values.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (values[middle].Offset <= at) low = middle;
            else high = middle - 1;
        }
        return values.Count > 0 && values[low].Offset <= at && at + length <= values[low].Offset + values[low].Length ? values[low] : null;
    }

    // Words of ASCII letters and digits must stand alone: "1234" is not in "512345". East Asian writing knows no such border.
    private static bool IsWord(byte[] bytes, int at, byte[] pattern, WrittenValue value)
    {
        if (pattern.Contains((byte)0)) return true;
        var before = at > value.Offset ? bytes[at - 1] : (byte)' ';
        var after = at + pattern.Length < value.Offset + value.Length ? bytes[at + pattern.Length] : (byte)' ';
        return !(IsAlphanumeric(pattern[0]) && IsAlphanumeric(before)) && !(IsAlphanumeric(pattern[^1]) && IsAlphanumeric(after));
    }

    private static bool Counts(Trace trace, byte[] pattern, WrittenValue value, HeaderWalk walk, MappedIdentity identity)
    {
        if (!value.Vr.IsText()) return pattern.Length >= (pattern.Contains((byte)0) ? 12 : 5) && !trace.IsNumber; // chance, and runs of rising numbers, in look-up tables
        if (trace.IsNumber && value.Vr is Vr.DS or Vr.IS or Vr.DA or Vr.DT or Vr.TM or Vr.UI) return false;
        var text = walk.Text(value);
        if (IsOurs(text, identity) || (value.Tag.Value == 0x00120063 && text.StartsWith("Pandok ", StringComparison.Ordinal))) return false;
        if (value.Tag.Value == 0x00080104) return !StandardWords.Has(text);
        return value.Vr != Vr.CS || !Array.TrueForAll(text.Split('\\'), part => StandardWords.Has(part.Trim()) || !part.Contains(trace.Word, StringComparison.OrdinalIgnoreCase));
    }

    // Another patient inside the object has a pseudonym of the same prefix and length.
    private static bool IsOurs(string text, MappedIdentity identity) => text is "REMOVED" or "ANON" or "Anonymous" or "99PANDOK" || IsPseudonym(text, identity)
        || (text.StartsWith("Anonymous^", StringComparison.Ordinal) && IsPseudonym(text[10..], identity)) || IsRole(text);

    private static bool IsRole(string text) => text.Split('^') is [{ Length: > 0 } role, { Length: > 0 and < 6 } number]
        && role is "Referrer" or "Consultant" or "Physician" or "Performer" or "Reader" or "Operator" or "Verifier" or "Creator" or "Interpreter" or "Reviewer" or "Person"
        && Array.TrueForAll(number.ToCharArray(), char.IsAsciiDigit);

    private static bool IsPseudonym(string text, MappedIdentity identity) => text.Length == identity.Pseudonym.Length
        && text.StartsWith(identity.Pseudonym[..^13], StringComparison.Ordinal) && Array.TrueForAll(text[^13..].ToCharArray(), char.IsAsciiLetterOrDigit);

    private static bool IsPseudonymous(Tag tag) => tag.Value is 0x00100020 or 0x00080050 or 0x00200010 or 0x00402016 or 0x00402017;

    private static bool IsFreeText(Vr vr) => vr is Vr.LO or Vr.SH or Vr.ST or Vr.LT or Vr.UT or Vr.UC or Vr.PN or Vr.AE or Vr.UR;

    private static bool IsAlphanumeric(byte b) => b is >= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z';

    private static Finding At(FindingCode code, WrittenValue value) => new(code, value.Tag.ToString());
}
