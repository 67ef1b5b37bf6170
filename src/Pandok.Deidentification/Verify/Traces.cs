using System.Globalization;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Verify;

/// <summary>
/// The words to look for: each component of a name with three letters or two East Asian characters, components joined in both orders, numbers of four characters
/// or more, and the birth date in the forms people write it.
/// </summary>
internal static class Traces
{
    private static readonly char[] Separators = ['^', '=', ' ', '\\', ',', '.', '-', '(', ')', '_', '/'];
    private static readonly string[] Joints = ["", " ", "^", ", ", ",", "_", "."];
    private static readonly string[] DateForms =
        ["yyyyMMdd", "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy. M. d", "dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "d MMM yyyy", "d-MMM-yyyy", "MMM d, yyyy", "yyyy년 M월 d일", "yyyy년 MM월 dd일"];

    public static IReadOnlyList<Trace> Of(MappedIdentity identity)
    {
        var original = identity.Original;
        string?[] numbers = [original.PatientId, original.IssuerOfPatientId, original.Accession, original.StudyId];
        return Of(identity.Names.Append(original.PatientName).Append(original.ReferringPhysician), identity.Terms.Concat(numbers), original.BirthDate);
    }

    public static IReadOnlyList<Trace> Of(IEnumerable<string?> names, IEnumerable<string?> terms, string? birthDate)
    {
        var words = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names) AddName(words, name);
        foreach (var term in terms)
        {
            if (term?.Trim() is { Length: >= 4 } word && IsReadable(word)) words.Add(word);
        }
        if (DateOnly.TryParseExact(birthDate, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth))
        {
            foreach (var form in DateForms) words.Add(birth.ToString(form, CultureInfo.InvariantCulture));
        }
        return [.. words.Select(Trace.Of)];
    }

    public static bool IsEastAsian(string text) => text.Any(c => c is >= '\u1100' and <= '\u11FF' or >= '\u2E80' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF' or >= '\uFF66' and <= '\uFF9F');

    private static void AddName(SortedSet<string> words, string? name)
    {
        if (name is null || !IsReadable(name)) return;
        foreach (var group in name.Split('=', '\\'))
        {
            var parts = group.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            foreach (var part in parts)
            {
                if (part.Count(char.IsLetter) >= (IsEastAsian(part) ? 2 : 3)) words.Add(part);
            }
            if (parts.Length < 2 || parts[0].Length + parts[1].Length < (IsEastAsian(group) ? 2 : 4) || !parts[0].All(char.IsLetter) || !parts[1].All(char.IsLetter)) continue;
            foreach (var joint in IsEastAsian(group) ? Joints.AsSpan(0, 3) : Joints)
            {
                words.Add(parts[0] + joint + parts[1]);
                words.Add(parts[1] + joint + parts[0]);
            }
        }
    }

    private static bool IsReadable(string text) => !text.Contains('\uFFFD', StringComparison.Ordinal);
}
