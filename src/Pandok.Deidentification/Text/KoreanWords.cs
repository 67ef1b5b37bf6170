using System.Collections.Frozen;

namespace Pandok.Deidentification.Text;

/// <summary>Korean words of medicine and of every day, with their endings. A word is known if it is in the list, with an ending, or put together of listed ones.</summary>
internal static class KoreanWords
{
    private static readonly string[] Endings =
    [
        "으로부터", "에서는", "으로는", "에서의", "이라고", "입니다", "합니다", "됩니다", "하였음", "되었음", "이었음", "하시고", "하지만", "이지만", "이면서", "하면서", "되면서", "에서", "에는", "에도", "에게", "으로", "까지", "부터", "보다", "처럼", "마다", "이나", "이며", "이고",
        "이다", "하여", "하고", "하며", "하는", "하게", "한다", "했다", "하였", "되어", "되고", "되며", "되는", "된다", "됐음", "했음", "였음", "들이", "들을", "들의", "들은", "에선", "라고", "에서도", "은", "는", "이", "가", "을", "를", "에", "의", "로", "와", "과", "도", "만", "들", "적", "성", "상", "시", "후", "전", "중", "및", "함", "됨", "한", "된", "할", "될", "해", "임", "인", "음",
    ];

    private static readonly FrozenSet<string> EndingSet = Endings.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for an ending that may stand after a noun.</summary>
    public static bool IsEnding(string text) => EndingSet.Contains(text) || text is "님" or "님의" or "님이" or "님은" or "께서" or "님께서" or "분" or "입";

    /// <summary>The word without its longest particle; never less than two syllables.</summary>
    public static string Stem(string word)
    {
        foreach (var ending in Endings)
        {
            if (ending.Length <= 2 && word.Length - ending.Length >= 2 && word.EndsWith(ending, StringComparison.Ordinal) && ending is not ("적" or "성" or "상" or "시" or "후" or "전" or "중" or "들")) return word[..^ending.Length];
        }
        return word;
    }

    /// <summary>True if the whole word is one of the lexicon's, with endings, or made of them.</summary>
    public static bool Knows(string word)
    {
        if (word.Length is 0 or > 24) return false;
        // reachable[i]: the first i syllables are words. An ending may follow a word of two syllables or more.
        Span<bool> reachable = stackalloc bool[word.Length + 1];
        reachable[0] = true;
        var known = Lexicon.Korean.GetAlternateLookup<ReadOnlySpan<char>>();
        var endings = EndingSet.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.Contains(word)) return true;
        for (var end = 1; end <= word.Length; end++)
        {
            for (var start = Math.Max(0, end - 8); start < end && !reachable[end]; start++)
            {
                if (!reachable[start]) continue;
                var piece = word.AsSpan(start, end - start);
                // One syllable is a word only as the whole of it (폐, 간); inside it joins by chance.
                reachable[end] = piece.Length >= 2 && known.Contains(piece) || start >= 2 && (endings.Contains(piece) || piece.Length == 1 && "암염증술골부력약통종".Contains(piece[0], StringComparison.Ordinal));
            }
        }
        return reachable[word.Length] || (word.Length == 2 && known.Contains(word.AsSpan(0, 1)) && endings.Contains(word.AsSpan(1)) && !Surnames.IsCommon(word[0]));
    }
}
