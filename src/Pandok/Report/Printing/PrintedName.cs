namespace Pandok.Report.Printing;

/// <summary>
/// A person's name for paper. PS3.5 6.2.1: groups alphabetic=ideographic=phonetic, components family^given^middle^prefix^suffix.
/// Hangul and Hanja are written together, family first; Latin as "Family, Given Middle".
/// </summary>
internal static class PrintedName
{
    /// <summary>Korean sheet: the Hangul name first, then the Latin one. English sheet: the other way round.</summary>
    public static string Of(string? name, bool korean)
    {
        var groups = (name ?? "").Split('=').Select(Group).Where(group => group.Length > 0).Distinct().ToList();
        var (hangul, latin) = (groups.FirstOrDefault(HasHangul), groups.FirstOrDefault(IsLatin));
        var (first, second) = korean ? (hangul ?? latin, hangul is null ? null : latin) : (latin ?? hangul, latin is null ? null : hangul);
        first ??= groups.FirstOrDefault() ?? "";
        return second is null ? first : $"{first} ({second})";
    }

    private static string Group(string group)
    {
        var parts = group.Split('^').Select(part => part.Trim()).ToArray();
        var given = parts.Skip(1).Take(2).Where(part => part.Length > 0).ToList();
        if (given.Count == 0) return parts[0];
        if (!IsLatin(group)) return string.Concat([parts[0], .. given]);
        return parts[0].Length == 0 ? string.Join(' ', given) : $"{parts[0]}, {string.Join(' ', given)}";
    }

    private static bool HasHangul(string text) => text.Any(letter => letter is (>= '가' and <= '힣') or (>= 'ᄀ' and <= 'ᇿ'));

    private static bool IsLatin(string text) => text.Length > 0 && text.All(letter => letter < '\u0250');
}
