using System.Text;

namespace Pandok.Orders.Hl7;

/// <summary>The character set that MSH-18 names (HL7 table 0211). The header itself is ASCII, so it is read before anything is decoded.</summary>
internal static class Hl7Charset
{
    private const int EucKr = 51949;

    /// <exception cref="Hl7Exception">The set is unknown here, or the bytes are not of it.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var header = Encoding.Latin1.GetString(Line(bytes));
        var fields = header.Length > 3 ? header.Split(header[3]) : [];
        // MSH-1 is the separator itself, so MSH-18 stands at index 17; of repetitions the first is the set in force.
        var name = fields.Length > 17 ? fields[17].Split(header.Length > 5 ? header[5] : '~') : [""];
        // "ASCII~KS X 1001": switched to by escape sequence, which in Korean data is the same bytes as the second set alone.
        var set = name.Length > 1 && name[0] is "" or "ASCII" ? name[^1] : name[0];
        try
        {
            return set.Trim() switch
            {
                "" or "ASCII" => Strict(20127).GetString(bytes),
                "UNICODE UTF-8" or "UNICODE" or "UTF-8" => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes),
                "KS X 1001" or "KSC 5601" or "ISO IR149" or "ISO 2022 IR 149" => Strict(EucKr).GetString(WithoutDesignation(bytes)),
                "8859/1" => Strict(28591).GetString(bytes),
                _ => throw new Hl7Exception("MSH-18 names a character set that is not read here"),
            };
        }
        catch (DecoderFallbackException)
        {
            throw new Hl7Exception("The message holds bytes that are not of the character set in MSH-18");
        }
    }

    /// <summary>The encoding for an answer to a message of this set.</summary>
    public static Encoding For(string set) => set switch
    {
        "UNICODE UTF-8" or "UNICODE" or "UTF-8" => new UTF8Encoding(false),
        "KS X 1001" or "KSC 5601" or "ISO IR149" or "ISO 2022 IR 149" => Get(EucKr),
        _ => Encoding.ASCII,
    };

    // ESC $ ) C puts KS X 1001 into G1 (ISO 2022); what follows is EUC-KR.
    private static byte[] WithoutDesignation(ReadOnlySpan<byte> bytes)
    {
        var plain = new List<byte>(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i..].StartsWith("\u001B$)C"u8)) i += 3;
            else if (bytes[i..].StartsWith("\u001B(B"u8)) i += 2;
            else plain.Add(bytes[i]);
        }
        return [.. plain];
    }

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? bytes : bytes[..end];
    }

    private static Encoding Strict(int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }

    private static Encoding Get(int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(codePage);
    }
}
