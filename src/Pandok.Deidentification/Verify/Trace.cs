using System.Text;

namespace Pandok.Deidentification.Verify;

/// <summary>A word of the original identity and the bytes it would leave in each encoding, ASCII letters folded to lower case.</summary>
/// <param name="Word">The word.</param>
/// <param name="Patterns">Its bytes in UTF-8, EUC-KR, Latin-1 and UTF-16, as written, upper and lower case.</param>
internal sealed record Trace(string Word, IReadOnlyList<byte[]> Patterns)
{
    private static readonly char[] Separators = ['^', '=', ' ', '\\', ',', '.', '-'];
    private static readonly Lazy<Encoding[]> Encodings = new(() =>
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return
        [
            new UTF8Encoding(false, true),
            Encoding.GetEncoding(949, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
            Encoding.GetEncoding(28591, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
            new UnicodeEncoding(false, false),
            new UnicodeEncoding(true, false),
        ];
    });

    /// <summary>True for digits only: such words are looked for in text, not among numbers.</summary>
    public bool IsNumber => !Word.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>The words to look for: each component of a name with three letters or two East Asian characters, both joined, and numbers of four characters or more.</summary>
    public static IReadOnlyList<Trace> Of(MappedIdentity identity)
    {
        var words = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in identity.Names.Append(identity.Original.PatientName).Append(identity.Original.ReferringPhysician)) AddName(words, name);
        string?[] numbers = [identity.Original.PatientId, identity.Original.IssuerOfPatientId, identity.Original.Accession, identity.Original.StudyId, identity.Original.BirthDate];
        foreach (var term in identity.Terms.Concat(numbers))
        {
            if (term?.Trim() is { Length: >= 4 } word && !word.Contains('\uFFFD', StringComparison.Ordinal)) words.Add(word);
        }
        return [.. words.Select(word => new Trace(word, Write(word)))];
    }

    private static void AddName(SortedSet<string> words, string? name)
    {
        if (name is null || name.Contains('\uFFFD', StringComparison.Ordinal)) return;
        foreach (var group in name.Split('=', '\\'))
        {
            var parts = group.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            foreach (var part in parts)
            {
                if (part.Count(char.IsLetter) >= (IsEastAsian(part) ? 2 : 3)) words.Add(part);
            }
            if (parts.Length is 2 or 3 && IsEastAsian(group)) words.Add(string.Concat(parts));
        }
    }

    private static bool IsEastAsian(string text) => text.Any(c => c is >= '\u1100' and <= '\u11FF' or >= '\u2E80' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF');

    private static List<byte[]> Write(string word)
    {
        var patterns = new List<byte[]>();
        foreach (var form in new[] { word, word.ToUpperInvariant(), word.ToLowerInvariant() })
        {
            foreach (var encoding in Encodings.Value)
            {
                try
                {
                    var bytes = encoding.GetBytes(form);
                    Fold(bytes);
                    if (!patterns.Exists(known => known.AsSpan().SequenceEqual(bytes))) patterns.Add(bytes);
                }
                catch (EncoderFallbackException)
                {
                    // This encoding cannot hold the word, so the word cannot stand in it.
                }
            }
        }
        return patterns;
    }

    /// <summary>ASCII capitals to small letters, in place.</summary>
    public static void Fold(Span<byte> bytes)
    {
        foreach (ref var b in bytes)
        {
            if (b is >= (byte)'A' and <= (byte)'Z') b += 32;
        }
    }
}
