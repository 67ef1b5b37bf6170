using System.Buffers;
using System.Text;

namespace Pandok.Deidentification.Verify;

/// <summary>A word of the original identity and the bytes it would leave in each encoding, ASCII letters folded to lower case.</summary>
/// <param name="Word">The word.</param>
/// <param name="Patterns">Its bytes in UTF-8, EUC-KR, Shift-JIS, EUC-JP, GB18030, Latin-1 and UTF-16, as written, upper and lower case.</param>
internal sealed record Trace(string Word, IReadOnlyList<byte[]> Patterns)
{
    private static readonly SearchValues<char> DateCharacters = SearchValues.Create("0123456789-./ ");

    private static readonly Lazy<(Encoding Encoding, bool IsForAsciiToo)[]> Encodings = new(() =>
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Encoding Strict(int codePage) => Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        return
        [
            (new UTF8Encoding(false, true), true),
            (new UnicodeEncoding(false, false), true),
            (new UnicodeEncoding(true, false), true),
            (Strict(949), false), // escapes of ISO 2022 IR 149 stand before these bytes, not among them
            (Strict(28591), false),
            (Strict(932), false),
            (Strict(20932), false),
            (Strict(54936), false),
        ];
    });

    /// <summary>True for digits only: such words are looked for in text, not among numbers.</summary>
    public bool IsNumber => !Word.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>True for digits and what parts a date.</summary>
    public bool IsNumeric => !Word.AsSpan().ContainsAnyExcept(DateCharacters);

    public static Trace Of(string word)
    {
        var patterns = new List<byte[]>();
        var isAscii = Ascii.IsValid(word);
        foreach (var form in new[] { word, word.ToUpperInvariant(), word.ToLowerInvariant(), word.Normalize(NormalizationForm.FormD) }.Distinct())
        {
            foreach (var (encoding, isForAsciiToo) in Encodings.Value)
            {
                if (isAscii && !isForAsciiToo) continue;
                try
                {
                    var bytes = encoding.GetBytes(form);
                    for (var i = 0; i < bytes.Length; i++) bytes[i] = Automaton.Fold(bytes[i]);
                    if (!patterns.Exists(known => known.AsSpan().SequenceEqual(bytes))) patterns.Add(bytes);
                }
                catch (EncoderFallbackException)
                {
                    // This encoding cannot hold the word, so the word cannot stand in it.
                }
            }
        }
        return new Trace(word, patterns);
    }
}
