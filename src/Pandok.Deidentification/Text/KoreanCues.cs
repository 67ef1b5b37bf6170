using System.Buffers;
using System.Collections.Frozen;

namespace Pandok.Deidentification.Text;

/// <summary>Korean names by their titles and by their form: 홍길동님, 김 교수, 환자 홍길동; a surname and one or two syllables that are no word (design, section 9c). Places by their endings.</summary>
internal static class KoreanCues
{
    private static readonly SearchValues<char> Joints = SearchValues.Create(" :.,-()");
    private const int Longest = 24;

    private static readonly string[] Titles = ["교수", "선생", "과장", "원장", "의사", "전문의", "전공의", "기사", "간호사", "박사", "팀장", "실장", "환자", "보호자", "씨", "님", "양", "군"];
    private static readonly FrozenSet<string> Before = new[] { "환자", "환자명", "성명", "이름", "수진자", "담당의", "담당", "판독의", "의뢰의", "주치의", "보호자", "촬영자", "검사자", "피검자", "고객", "작성자", "판독", "의뢰" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly string[] Places = ["대학교병원", "대학병원", "종합병원", "요양병원", "한방병원", "병원", "의원", "의료원", "보건소", "대학교", "클리닉", "의료센터", "내과", "외과", "영상의학과"];
    private static readonly string[] Regions = ["특별시", "광역시", "특별자치도", "시", "도", "군", "구", "읍", "면", "동", "리", "로", "길", "번지", "아파트", "빌라", "호"];

    /// <summary>Adds the spans of a normalised text.</summary>
    public static void Find(string text, List<TextSpan> found)
    {
        var (previousStart, previousEnd) = (0, 0);
        var regions = 0;
        var regionStart = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!Letters.IsHangul(text[i])) { i++; continue; }
            var end = i;
            while (end < text.Length && Letters.IsHangul(text[end])) end++;
            var word = end - i > Longest ? null : text[i..end];
            var isNear = previousEnd > 0 && i - previousEnd <= 3 && !text.AsSpan(previousEnd, i - previousEnd).ContainsAnyExcept(Joints);
            if (word is not null)
            {
                if (NameIn(word, isNear ? text[previousStart..previousEnd] : null) is { Length: > 0 } hit) found.Add(new TextSpan(i + hit.Start, i + hit.Start + hit.Length, Mark.Name));
                else if (PlaceIn(word) is > 0 and var length) found.Add(new TextSpan(i, i + length, Mark.Place));
                // "김 교수", "길동 님": a title alone looks back.
                if (isNear && Array.IndexOf(Titles, KoreanWords.Stem(word)) is >= 0 and not 12 && IsNameLike(text[previousStart..previousEnd])) found.Add(new TextSpan(previousStart, previousEnd, Mark.Name));
            }
            if (word is not null && IsRegion(word)) { if (regions++ == 0) regionStart = i; }
            else
            {
                if (regions >= 2) found.Add(new TextSpan(regionStart, HouseNumber(text, previousEnd, i), Mark.Place));
                regions = 0;
            }
            (previousStart, previousEnd) = (i, word is null ? i : end);
            i = end;
        }
        if (regions >= 2) found.Add(new TextSpan(regionStart, HouseNumber(text, previousEnd, text.Length), Mark.Place));
    }

    private static (int Start, int Length) NameIn(string word, string? before)
    {
        if (KoreanWords.Knows(word)) return default;
        foreach (var title in Titles)
        {
            // "김교수님은", "홍길동님", "홍길동환자는"
            var at = word.IndexOf(title, 1, StringComparison.Ordinal);
            if (at is < 1 or > 4) continue;
            if (title is "양" or "군" or "님" or "씨" && at < 2 && title is not ("님" or "씨")) continue;
            var rest = word[(at + title.Length)..];
            if (rest.Length > 0 && !KoreanWords.IsEnding(rest) && rest is not ("님" or "께서" or "님께")) continue;
            var head = word[..at];
            if (title is "양" or "군" ? IsName(head) && head.Length == 3 : IsNameLike(head)) return (0, at);
        }
        var stem = KoreanWords.Stem(word);
        if (before is not null && Before.Contains(KoreanWords.Stem(before)) && stem.Length is >= 2 and <= 4 && !KoreanWords.Knows(stem) && Surnames.LengthIn(stem) > 0) return (0, stem.Length);
        foreach (var form in new[] { word, stem })
        {
            if (IsName(form)) return (0, form.Length);
        }
        return default;
    }

    // A surname alone or with its syllables, next to a title.
    private static bool IsNameLike(string word) => word.Length is >= 1 and <= 4 && !KoreanWords.Knows(word) && (Surnames.LengthIn(word) > 0 || word.Length == 2);

    // Without a title: a frequent surname and one or two syllables, no word and not made of words.
    private static bool IsName(string word) =>
        (word.Length is 2 or 3 && Surnames.IsCommon(word[0]) || word.Length == 4 && Surnames.LengthIn(word) == 2) && !KoreanWords.Knows(word);

    private static int PlaceIn(string word)
    {
        foreach (var ending in Places)
        {
            var at = word.IndexOf(ending, StringComparison.Ordinal);
            if (at >= 1 && !KoreanWords.Knows(word[..at]) && !KoreanWords.Knows(word[..(at + ending.Length)])) return at + ending.Length;
        }
        return 0;
    }

    private static bool IsRegion(string word) => word.Length >= 2 && !KoreanWords.Knows(word) && Array.Exists(Regions, ending => word.EndsWith(ending, StringComparison.Ordinal));

    private static int HouseNumber(string text, int end, int limit)
    {
        var i = end;
        while (i < limit && i - end < 20 && (char.IsAsciiDigit(text[i]) || text[i] is ' ' or '-')) i++;
        while (i > end && text[i - 1] is ' ' or '-') i--;
        return i;
    }
}
