using System.Collections.Concurrent;
using System.Text;

namespace Pandok.Dicom.Data;

/// <summary>
/// Specific Character Set (0008,0005): decodes and encodes text (PS3.3 C.12.1.1.2, PS3.5 section 6.1).
/// With code extensions, an escape sequence designates G0 or G1 until the end of the line, of the value, or of the component or group of a person's name.
/// Bytes that fit no character become U+FFFD in the decoded text, one for each byte or pair; they never throw and never vanish, and the element keeps its bytes.
/// </summary>
public sealed class CharacterSet
{
    private const byte EscapeByte = 0x1B;
    private static readonly ConcurrentDictionary<string, CharacterSet> Cache = new(StringComparer.Ordinal);

    private readonly string[] terms;
    private readonly Repertoire? whole; // an encoding that stands alone
    private readonly Repertoire g0;
    private readonly Repertoire? g1;
    private readonly Repertoire? likelyG1;
    private readonly Repertoire[] designated; // what may be used in writing, in the order of the terms

    private CharacterSet(params string[] terms)
    {
        this.terms = terms;
        var known = Repertoires.Known;
        var sets = terms.Select(term => known.Find(term)).ToArray();
        IsKnown = Array.TrueForAll(sets, set => set is not null);
        var first = sets.Length > 0 ? sets[0] ?? [] : [];
        whole = first.FirstOrDefault(set => set.IsWhole);
        IsExtended = whole is null && (terms.Length > 1 || (terms.Length == 1 && terms[0].StartsWith("ISO 2022", StringComparison.Ordinal)));
        g0 = first.FirstOrDefault(set => set is { IsG1: false, IsTwoByte: false, IsWhole: false }) ?? known.Find(string.Empty)![0];
        g1 = first.FirstOrDefault(set => set.IsG1);
        designated = IsExtended ? [.. sets.SelectMany(set => set ?? []).Where(set => !set.IsWhole).Distinct()] : [g0, .. g1 is null ? [] : new[] { g1 }];
        // Korean and Chinese senders leave the escape out: what they mean by high bytes is no riddle.
        likelyG1 = g1 ?? designated.FirstOrDefault(set => set is { IsG1: true, IsTwoByte: true });
    }

    /// <summary>The default repertoire, ISO-IR 6 (ASCII).</summary>
    public static CharacterSet Default { get; } = new();

    /// <summary>Unicode in UTF-8 (ISO_IR 192).</summary>
    public static CharacterSet Utf8 { get; } = new("ISO_IR 192");

    /// <summary>The defined terms, such as ISO 2022 IR 149; empty for the default repertoire.</summary>
    public IReadOnlyList<string> Terms => terms;

    /// <summary>False if one of the terms is not in PS3.3 C.12.1.1.2; it then means the default repertoire.</summary>
    public bool IsKnown { get; }

    /// <summary>True if escape sequences are in use (ISO 2022).</summary>
    public bool IsExtended { get; }

    /// <summary>The set for a value of (0008,0005). Unknown terms fall back to the default repertoire.</summary>
    public static CharacterSet Of(ReadOnlySpan<byte> value)
    {
        var text = Encoding.Latin1.GetString(value).TrimEnd('\0', ' ');
        if (text.Length == 0) return Default;
        if (Cache.TryGetValue(text, out var known)) return known;
        var made = Of(text.Split('\\', StringSplitOptions.TrimEntries));
        if (Cache.Count < 256) Cache.TryAdd(text, made); // a hostile sender must not fill it
        return made;
    }

    /// <summary>The set for defined terms, the first one for what stands before any escape.</summary>
    public static CharacterSet Of(params string[] terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Array.TrueForAll(terms, string.IsNullOrEmpty) ? Default : terms[0] == "ISO_IR 192" ? Utf8 : new CharacterSet(terms);
    }

    /// <summary>The values of an element, split at backslashes where the VR has several, with insignificant padding removed (PS3.5 section 6.2).</summary>
    public string[] Decode(ReadOnlySpan<byte> bytes, Vr vr)
    {
        var text = DecodeText(bytes, vr);
        if (!vr.IsMultiValued()) return [text.TrimEnd(' ', '\0')];
        if (!text.Contains('\\', StringComparison.Ordinal)) return [Trim(text, vr)];
        var values = text.Split('\\');
        for (var i = 0; i < values.Length; i++) values[i] = Trim(values[i], vr);
        return values;
    }

    /// <summary>Encodes text, values joined by backslashes. With code extensions each line, value and name component starts with the first term's sets.</summary>
    /// <exception cref="ArgumentException">The set has no code for one of the characters.</exception>
    public ReadOnlyMemory<byte> Encode(string text, Vr vr)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text)) return Encoding.ASCII.GetBytes(text);
        if (!vr.UsesCharacterSet()) throw new ArgumentException($"{vr} holds the default repertoire only (PS3.5 section 6.2).", nameof(text));
        using var bytes = new MemoryStream(text.Length * 2 + 8);
        Span<byte> code = stackalloc byte[8];
        var (low, high) = (g0, g1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (whole is not null)
            {
                if (!whole.TryEncode(rune, code, out var some)) throw Missing();
                bytes.Write(code[..some]);
                continue;
            }
            if (rune.IsAscii)
            {
                if (low.IsTwoByte) bytes.Write((low = g0).Escape);
                bytes.WriteByte((byte)rune.Value);
                if (Ends((byte)rune.Value, vr)) (low, high) = (g0, g1);
                continue;
            }
            var (set, count) = (default(Repertoire), 0);
            foreach (var candidate in designated)
            {
                if (!candidate.TryEncode(rune, code, out count)) continue;
                set = candidate;
                break;
            }
            if (set is null) throw Missing();
            if (set.IsG1 ? set != high : set != low)
            {
                bytes.Write(set.Escape);
                if (set.IsG1) high = set;
                else low = set;
            }
            bytes.Write(code[..count]);
        }
        if (low.IsTwoByte) bytes.Write(g0.Escape); // PS3.5 section 6.1.2.5.3: ASCII is back before the value ends
        return bytes.ToArray();

        ArgumentException Missing() => new($"The character set {string.Join('\\', terms)} cannot hold this text; use ISO_IR 192.", nameof(text));
    }

    private static string Trim(string value, Vr vr) =>
        vr is Vr.UC ? value.TrimEnd(' ', '\0') : vr is Vr.UI ? value.Trim(' ', '\0') : value.TrimEnd('\0').Trim(' ');

    private string DecodeText(ReadOnlySpan<byte> bytes, Vr vr)
    {
        if (whole is not null) return whole.DecodeWhole(bytes);
        if (g0.Registration == "ISO-IR 6" && Ascii.IsValid(bytes) && (!IsExtended || !bytes.Contains(EscapeByte))) return Encoding.ASCII.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        var (low, high) = (g0, likelyG1);
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = bytes[i];
            if (value == EscapeByte && IsExtended && Repertoires.Known.Match(bytes[i..]) is { } set)
            {
                if (set.IsG1) high = set;
                else low = set;
                i += set.Escape.Length - 1;
                continue;
            }
            var active = value < 0x80 ? low : high;
            if (active is { IsTwoByte: true } && value is not (< 0x21 or 0x7F or (>= 0x80 and < 0xA1)))
            {
                if (i + 1 < bytes.Length && bytes[i + 1] >= 0x21 && bytes[i + 1] >= 0x80 == value >= 0x80) active.Decode(value, bytes[++i], text);
                else text.Append('\uFFFD');
                continue;
            }
            text.Append(value < 0x80 ? low.IsTwoByte ? (char)value : low.Decode(value) : active is { IsTwoByte: false } ? active.Decode(value) : '\uFFFD');
            if (IsExtended && Ends(value, vr)) (low, high) = (g0, likelyG1);
        }
        return text.ToString();
    }

    // After these the initial sets are in force again (PS3.5 section 6.1.2.5.3).
    private static bool Ends(byte value, Vr vr) =>
        value is (byte)'\r' or (byte)'\n' or 0x0C or (byte)'\t' || (value == (byte)'\\' && vr.IsMultiValued()) || (vr == Vr.PN && value is (byte)'^' or (byte)'=');
}
