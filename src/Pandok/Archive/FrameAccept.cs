namespace Pandok.Archive;

/// <summary>In which form a frame goes out (PS3.18 section 8.7): decoded as octets, or as stored for who names its transfer syntax or any.</summary>
/// <param name="MediaType">Of the frame.</param>
/// <param name="Decode">True for uncompressed little endian.</param>
/// <param name="Multipart">True for multipart/related, the standard's form; single part for our viewer.</param>
internal sealed record FrameAccept(string MediaType, bool Decode, bool Multipart)
{
    /// <returns>Null if nothing that was asked for can be given.</returns>
    public static FrameAccept? Decide(string accept, string storedSyntax)
    {
        foreach (var part in accept.Length == 0 ? ["*/*"] : accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(';', StringSplitOptions.TrimEntries);
            var media = words[0].ToLowerInvariant();
            var type = Parameter(words, "type");
            var syntax = Parameter(words, "transfer-syntax");
            if (media == "application/octet-stream" && syntax is null or "1.2.840.10008.1.2.1") return new FrameAccept("application/octet-stream", true, false);
            if (media is not ("multipart/related" or "*/*")) continue;
            if (type is not (null or "application/octet-stream" or "*/*") && syntax is null) continue;
            if (syntax is null or "1.2.840.10008.1.2.1") return new FrameAccept("application/octet-stream", true, true);
            if (syntax == "*" || syntax == storedSyntax) return new FrameAccept(type is null or "*/*" ? "application/octet-stream" : type, false, true);
        }
        return null;
    }

    private static string? Parameter(string[] words, string name) =>
        words.Skip(1).FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim('"');
}
