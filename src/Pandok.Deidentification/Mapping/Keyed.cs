using System.Security.Cryptography;
using System.Text;

namespace Pandok.Deidentification.Mapping;

/// <summary>HMAC-SHA-256 over texts joined by a zero byte. Texts come normalised, so the same person always gives the same bytes.</summary>
internal static class Keyed
{
    public static byte[] Hash(byte[] key, params ReadOnlySpan<string> parts) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Join('\0', parts!)));

    /// <summary>Compatibility forms (full-width digits and the like) folded, runs of spaces made one. Case stays: two IDs may differ by it.</summary>
    public static string Normalise(string? text)
    {
        if (string.IsNullOrEmpty(text)) return string.Empty;
        var folded = text.Contains('\uFFFD', StringComparison.Ordinal) ? text : text.Normalize(NormalizationForm.FormKC);
        return string.Join(' ', folded.Split([' ', '\0', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }
}
