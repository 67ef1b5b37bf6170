using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Text;

/// <summary>The one form in which text is judged: decoded, cut at a NUL, NFC, half width, plain spaces (design, section 9).</summary>
internal static class TextForm
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, true);
    private static readonly Lazy<Encoding> Korean = new(() =>
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(949, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback); // EUC-KR is a part of it
    });

    /// <summary>The values of an element by the item's character set; where that fails as UTF-8, then as EUC-KR with its extension CP949.</summary>
    /// <returns>Null if no reading fits.</returns>
    public static string[]? Decode(CharacterSet characters, ReadOnlySpan<byte> bytes, Vr vr)
    {
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0) bytes = bytes[..nul]; // nothing after a NUL is copied
        var values = characters.Decode(bytes, vr);
        if (IsWhole(values)) return values;
        return (Try(StrictUtf8, bytes) ?? Try(Korean.Value, bytes)) is { } text ? vr.IsMultiValued() ? text.Split('\\', StringSplitOptions.TrimEntries) : [text.TrimEnd(' ')] : null;
    }

    /// <summary>NFC, full width to half width, every kind of blank to a space; what has no width at all is dropped.</summary>
    public static string Normalise(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAny('\t', '\v', '\f')) return text.Trim(' ');
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            switch (c)
            {
                case >= '\uFF01' and <= '\uFF5E': plain.Append((char)(c - 0xFEE0)); break;
                case '\u3000' or '\u00A0' or '\t' or '\v' or '\f' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F': plain.Append(' '); break;
                case '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'): break;
                case >= '\u2010' and <= '\u2015' or '\u2212' or '\uFE63': plain.Append('-'); break;
                case '\u2018' or '\u2019': plain.Append('\''); break;
                case '\u3002': plain.Append('.'); break;
                default: plain.Append(c); break;
            }
        }
        var whole = plain.ToString();
        try
        {
            return whole.Normalize(NormalizationForm.FormC).Trim(' ');
        }
        catch (ArgumentException)
        {
            return "\uFFFD"; // half a surrogate pair: no text
        }
    }

    private static bool IsWhole(string[] values) => !Array.Exists(values, value => value.Contains('\uFFFD', StringComparison.Ordinal));

    private static string? Try(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
