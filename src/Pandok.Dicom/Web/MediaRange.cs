using System.Globalization;
using System.Text;

namespace Pandok.Dicom.Web;

/// <summary>A media range of Accept, or a media type (RFC 9110 sections 8.3.1 and 12.5.1).</summary>
/// <param name="Type">Lower case; <c>*</c> for any.</param>
/// <param name="Subtype">Lower case; <c>*</c> for any.</param>
/// <param name="Parameters">By lower-case name, quotes removed; without the weight.</param>
/// <param name="Quality">The weight, 0 to 1; 0 means: not this.</param>
public sealed record MediaRange(string Type, string Subtype, IReadOnlyDictionary<string, string> Parameters, double Quality)
{
    /// <summary>Type and subtype.</summary>
    public string MediaType => $"{Type}/{Subtype}";

    /// <summary>The transfer-syntax parameter (PS3.18 section 8.7.3.5.2): a UID, <c>*</c>, or null.</summary>
    public string? TransferSyntax => Parameters.GetValueOrDefault("transfer-syntax");

    /// <summary>Reads one media type or range.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MediaRange? range)
    {
        range = TryParseList(text, out var ranges) && ranges.Count == 1 ? ranges[0] : null;
        return range is not null;
    }

    /// <summary>Reads a comma separated list, as Accept has it. Empty elements do not count (RFC 9110 section 5.6.1).</summary>
    /// <returns>False if one of them is malformed.</returns>
    public static bool TryParseList(string? text, out IReadOnlyList<MediaRange> ranges)
    {
        var found = new List<MediaRange>();
        ranges = found;
        foreach (var element in Split(text ?? string.Empty, ','))
        {
            if (element.Length == 0) continue;
            if (Read(element) is not { } range) return false;
            found.Add(range);
        }
        return true;
    }

    /// <summary>True if a media type, without parameters, falls into the range.</summary>
    public bool Covers(string mediaType)
    {
        ArgumentNullException.ThrowIfNull(mediaType);
        return Covers(Type, Subtype, mediaType);
    }

    internal static bool Covers(string type, string subtype, string mediaType) =>
        type == "*" || (mediaType.Length > type.Length && mediaType.StartsWith(type, StringComparison.OrdinalIgnoreCase) && mediaType[type.Length] == '/'
            && (subtype == "*" || mediaType.AsSpan(type.Length + 1).Equals(subtype, StringComparison.OrdinalIgnoreCase)));

    private static MediaRange? Read(string element)
    {
        var words = Split(element, ';');
        var slash = words[0].IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || slash == words[0].Length - 1) return null;
        var (type, subtype) = (words[0][..slash].ToLowerInvariant(), words[0][(slash + 1)..].ToLowerInvariant());
        if (!IsToken(type) || !IsToken(subtype) || (type == "*" && subtype != "*")) return null;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        var quality = 1.0;
        foreach (var word in words.Skip(1).Where(word => word.Length > 0))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !IsToken(word[..equals].TrimEnd())) return null;
            var name = word[..equals].TrimEnd().ToLowerInvariant();
            if (Unquoted(word[(equals + 1)..].TrimStart()) is not { } value) return null;
            if (name != "q") parameters.TryAdd(name, value);
            else if (!double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out quality) || quality > 1) return null;
        }
        return new MediaRange(type, subtype, parameters, quality);
    }

    private static bool IsToken(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    // A value may be a token, or quoted; media types and boundaries often stand there without their quotes, so more than a token is let through.
    private static string? Unquoted(string value)
    {
        if (value.Length == 0 || value[0] != '"') return value.Any(c => c is '"' || char.IsControl(c)) ? null : value;
        if (value.Length < 2 || value[^1] != '"') return null;
        var text = new StringBuilder();
        for (var i = 1; i < value.Length - 1; i++)
        {
            if (value[i] == '\\' && ++i == value.Length - 1) return null;
            text.Append(value[i]);
        }
        return text.ToString();
    }

    // Separators inside quotes do not separate.
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var (from, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\') i++;
            else if (text[i] == '"') quoted = !quoted;
            else if (text[i] == separator && !quoted)
            {
                parts.Add(text[from..i].Trim());
                from = i + 1;
            }
        }
        parts.Add(text[from..].Trim());
        return parts;
    }
}
