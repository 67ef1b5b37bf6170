using System.Text;

namespace Pandok.Dicom.Data;

/// <summary>One coded character set: a G0 set takes the bytes 21 to 7E, a G1 set A0 to FF; or, without an escape, an encoding that stands alone (UTF-8, GB18030, GBK).</summary>
internal sealed class Repertoire
{
    private readonly Encoding encoding;
    private readonly Encoding exact;
    private readonly char[]? single;

    public Repertoire(string registration, bool isG1, byte[] escape, int codePage)
    {
        (Registration, IsG1, Escape) = (registration, isG1, escape);
        // .NET reads both Japanese G0 sets of two bytes by the one code page that knows both, as EUC.
        var page = registration is "ISO-IR 87" or "ISO-IR 159" ? 20932 : codePage;
        encoding = Encoding.GetEncoding(page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
        exact = Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        IsTwoByte = registration is "ISO-IR 87" or "ISO-IR 159" or "ISO-IR 149" or "ISO-IR 58";
        if (!IsTwoByte && escape.Length > 0) single = Table(encoding);
    }

    public string Registration { get; }

    public bool IsG1 { get; }

    public byte[] Escape { get; }

    public bool IsTwoByte { get; }

    /// <summary>True if it stands alone, with bytes of any number for one character.</summary>
    public bool IsWhole => Escape.Length == 0;

    /// <summary>The text of a value in an encoding that stands alone.</summary>
    public string DecodeWhole(ReadOnlySpan<byte> bytes) => encoding.GetString(bytes);

    /// <summary>The character of a byte; U+FFFD if there is none.</summary>
    public char Decode(byte value) => single![value];

    /// <summary>Appends the character of two bytes; U+FFFD if there is none.</summary>
    public void Decode(byte first, byte second, StringBuilder to)
    {
        ReadOnlySpan<byte> pair = [(byte)(first | 0x80), Registration == "ISO-IR 159" ? second : (byte)(second | 0x80)];
        Span<char> characters = stackalloc char[4];
        var count = encoding.GetChars(pair, characters);
        to.Append(count is 1 or 2 && !IsPrivateUse(characters[0]) ? characters[..count] : "\uFFFD");
    }

    /// <summary>The bytes of a character in this set.</summary>
    /// <returns>False if it has none.</returns>
    public bool TryEncode(Rune rune, Span<byte> to, out int count)
    {
        count = 0;
        Span<char> characters = stackalloc char[2];
        var length = rune.EncodeToUtf16(characters);
        try
        {
            if (exact.GetByteCount(characters[..length]) > to.Length) return false;
            count = exact.GetBytes(characters[..length], to);
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
        if (IsWhole) return true;
        if (!IsTwoByte) return count == 1 && to[0] >= 0x80 == IsG1 && single![to[0]] == characters[0];
        if (count != 2 || to[0] < 0xA1) return false;
        // In code page 20932 a low second byte tells JIS X 0212.
        if (Registration is "ISO-IR 87" or "ISO-IR 159" && to[1] >= 0x80 != (Registration == "ISO-IR 87")) return false;
        if (IsG1) return to[1] >= 0xA1;
        to[0] &= 0x7F;
        to[1] &= 0x7F;
        return true;
    }

    private static char[] Table(Encoding encoding)
    {
        var table = new char[256];
        Span<char> characters = stackalloc char[4];
        for (var value = 0; value < 256; value++)
        {
            var count = encoding.GetChars([(byte)value], characters);
            table[value] = count == 1 && !IsPrivateUse(characters[0]) ? characters[0] : '\uFFFD';
        }
        return table;
    }

    // Code pages put what they do not know there.
    private static bool IsPrivateUse(char c) => c is >= '\uE000' and <= '\uF8FF';
}
