using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Data;

/// <summary>
/// Specific Character Set (0008,0005): decodes and encodes text (PS3.3 C.12.1.1.2, PS3.5 section 6.1).
/// With code extensions, an escape sequence switches G0 or G1 until the end of the value, or of the component or group of a person's name.
/// Bytes that fit no character become U+FFFD in the decoded text; the element keeps its bytes.
/// </summary>
public sealed class CharacterSet
{
    private const byte Escape = 0x1B;
    private static readonly Lazy<Repertoires> Known = new(Load);
    private static readonly ConcurrentDictionary<string, CharacterSet> Cache = new(StringComparer.Ordinal);

    private readonly Encoding single;
    private readonly string[] terms;

    private CharacterSet(string[] terms, Encoding single, bool extended)
    {
        this.terms = terms;
        this.single = single;
        IsExtended = extended;
    }

    /// <summary>The default repertoire, ISO-IR 6 (ASCII).</summary>
    public static CharacterSet Default { get; } = new([], EncodingOf(20127), false);

    /// <summary>Unicode in UTF-8 (ISO_IR 192).</summary>
    public static CharacterSet Utf8 { get; } = new(["ISO_IR 192"], new UTF8Encoding(false, false), false);

    /// <summary>The defined terms, such as ISO 2022 IR 149; empty for the default repertoire.</summary>
    public IReadOnlyList<string> Terms => terms;

    /// <summary>False if one of the terms is not in PS3.3 C.12.1.1.2.</summary>
    public bool IsKnown { get; private init; } = true;

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
        if (terms.All(string.IsNullOrEmpty)) return Default;
        if (terms[0] == "ISO_IR 192") return Utf8;
        var tables = Known.Value;
        var extended = terms.Length > 1 || terms[0].StartsWith("ISO 2022", StringComparison.Ordinal);
        var codePage = tables.Terms.GetValueOrDefault(terms[0], 20127);
        return new CharacterSet(terms, EncodingOf(codePage), extended);
    }

    /// <summary>The values of an element, split at backslashes where the VR has several, with insignificant padding removed (PS3.5 section 6.2).</summary>
    public string[] Decode(ReadOnlySpan<byte> bytes, Vr vr)
    {
        var text = DecodeText(bytes, vr);
        if (!vr.IsMultiValued()) return [text.TrimEnd(' ', '\0')];
        var values = text.Split('\\');
        for (var i = 0; i < values.Length; i++)
            values[i] = vr is Vr.UC ? values[i].TrimEnd(' ', '\0') : vr is Vr.UI ? values[i].Trim(' ', '\0') : values[i].TrimEnd('\0').Trim(' ');
        return values;
    }

    /// <summary>Encodes text, values joined by backslashes.</summary>
    /// <exception cref="ArgumentException">The set has no code for one of the characters.</exception>
    public ReadOnlyMemory<byte> Encode(string text, Vr vr)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text)) return Encoding.ASCII.GetBytes(text);
        if (!vr.UsesCharacterSet()) throw new ArgumentException($"{vr} holds the default repertoire only (PS3.5 section 6.2).", nameof(text));
        if (IsExtended && Array.IndexOf(terms, "ISO 2022 IR 149") >= 0) return EncodeKorean(text, vr);
        try
        {
            return Encoding.GetEncoding(single.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException($"The character set {string.Join('\\', terms)} cannot hold this text; use ISO_IR 192.", nameof(text));
        }
    }

    private string DecodeText(ReadOnlySpan<byte> bytes, Vr vr)
    {
        if (!IsExtended || bytes.IndexOf(Escape) < 0) return single.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        var active = single;
        var twoByteG0 = false;
        while (!bytes.IsEmpty)
        {
            if (bytes[0] == Escape && Known.Value.Match(bytes) is { } set)
            {
                bytes = bytes[set.Escape.Length..];
                twoByteG0 = set.IsTwoByteG0;
                // A G0 set of single bytes is ASCII or JIS X 0201; it leaves what G1 holds alone.
                if (set.CodePage != 20127 || active.CodePage is 50220 or 20932) active = set.CodePage == 20127 ? single : EncodingOf(set.CodePage);
                continue;
            }
            var length = Run(bytes, vr, twoByteG0, out var ends);
            text.Append(DecodeRun(bytes[..length], active, twoByteG0));
            bytes = bytes[length..];
            if (ends) { active = single; twoByteG0 = false; }
        }
        return text.ToString();
    }

    // Up to the next escape, or through the next delimiter, after which the initial sets are in force again (PS3.5 section 6.1.2.5.3).
    private static int Run(ReadOnlySpan<byte> bytes, Vr vr, bool twoByteG0, out bool ends)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == Escape && i > 0) { ends = false; return i; }
            if (twoByteG0 && bytes[i] is >= 0x21 and <= 0x7E && i + 1 < bytes.Length && bytes[i + 1] is >= 0x21) { i++; continue; }
            if (bytes[i] is (byte)'\r' or (byte)'\n' or 0x0C or (byte)'\t' || (bytes[i] == (byte)'\\' && vr.IsMultiValued()) || (vr == Vr.PN && bytes[i] is (byte)'^' or (byte)'='))
            {
                ends = true;
                return i + 1;
            }
        }
        ends = false;
        return bytes.Length;
    }

    private static string DecodeRun(ReadOnlySpan<byte> run, Encoding active, bool twoByteG0)
    {
        if (!twoByteG0) return active.GetString(run);
        // JIS X 0208 and 0212 in G0: lift the lead (and for 0208 the trail) byte, then it is EUC-JP, which code page 20932 reads.
        var lifted = run.ToArray();
        for (var i = 0; i + 1 < lifted.Length; i += 2)
        {
            if (lifted[i] is < 0x21 or > 0x7E) { i--; continue; }
            lifted[i] |= 0x80;
            if (active.CodePage == 50220) lifted[i + 1] |= 0x80;
        }
        return Encoding.GetEncoding(20932).GetString(lifted);
    }

    // Each value, component group and line starts with ASCII in G0, so each one with Hangul designates KS X 1001 to G1 anew (PS3.5 H.3.1, I.2).
    private static byte[] EncodeKorean(string text, Vr vr)
    {
        var korean = Encoding.GetEncoding(51949, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        using var bytes = new MemoryStream(text.Length * 2 + 8);
        var designated = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                var c = (char)rune.Value;
                if (c is '\r' or '\n' or '\f' or '\t' || (c == '\\' && vr.IsMultiValued()) || (vr == Vr.PN && c is '^' or '=')) designated = false;
                bytes.WriteByte((byte)c);
                continue;
            }
            if (!designated) bytes.Write("\u001B$)C"u8);
            designated = true;
            try
            {
                bytes.Write(korean.GetBytes(rune.ToString()));
            }
            catch (EncoderFallbackException)
            {
                throw new ArgumentException("ISO 2022 IR 149 cannot hold this text; use ISO_IR 192.", nameof(text));
            }
        }
        return bytes.ToArray();
    }

    private static Encoding EncodingOf(int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
    }

    private static Repertoires Load()
    {
        var terms = new Dictionary<string, int>(StringComparer.Ordinal);
        var escapes = new Dictionary<string, EscapeSet>(StringComparer.Ordinal);
        foreach (var row in Csv.Rows(typeof(CharacterSet).Assembly, "charsets.csv"))
        {
            var codePage = int.Parse(row[7], CultureInfo.InvariantCulture);
            var isG1 = row[3] == "G1";
            if (isG1 || row[3].Length == 0 || !terms.ContainsKey(row[0])) terms[row[0]] = isG1 || row[3].Length == 0 ? codePage : 20127;
            if (row[5].Length == 0) continue;
            var escape = Convert.FromHexString(row[5]);
            escapes[row[5]] = new EscapeSet(escape, codePage, row[4] is "ISO-IR 87" or "ISO-IR 159");
        }
        terms["ISO 2022 IR 149"] = 20127; // as the first value it means ASCII until the escape
        terms["ISO 2022 IR 58"] = 20127;
        return new Repertoires(terms.ToFrozenDictionary(StringComparer.Ordinal), [.. escapes.Values.OrderByDescending(set => set.Escape.Length)]);
    }

    private sealed record EscapeSet(byte[] Escape, int CodePage, bool IsTwoByteG0);

    private sealed record Repertoires(FrozenDictionary<string, int> Terms, EscapeSet[] Escapes)
    {
        public EscapeSet? Match(ReadOnlySpan<byte> bytes)
        {
            foreach (var set in Escapes)
            {
                if (bytes.StartsWith(set.Escape)) return set;
            }
            return null;
        }
    }
}
