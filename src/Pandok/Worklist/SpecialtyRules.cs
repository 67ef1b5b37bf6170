using System.Globalization;
using System.Reflection;

namespace Pandok.Worklist;

/// <summary>Whose field is a study? The answer is data (<c>specialties.csv</c>); this reads it. A wrong answer reorders a list, it hides nothing.</summary>
internal static class SpecialtyRules
{
    public const string General = "general";

    public static IReadOnlyList<SpecialtyRule> Rows { get; } = Read();

    /// <param name="age">A DICOM age string (PS3.5 6.2, AS), such as 043Y, 018M, 003W, 010D.</param>
    public static string For(string? modality, string? bodyPart, string? description, string? age)
    {
        var part = Letters(bodyPart);
        var text = Normalise(description);
        var years = Years(age);
        return Rows.FirstOrDefault(rule => rule.Fits(modality ?? "", part, text, years))?.Specialty ?? General;
    }

    internal static double? Years(string? age) =>
        age is { Length: 4 } && int.TryParse(age.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? age[3] switch { 'Y' => number, 'M' => number / 12.0, 'W' => number / 52.0, 'D' => number / 365.0, _ => null }
            : null;

    private static string Letters(string? text) => string.Concat((text ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Normalise(string? text) =>
        $" {string.Join(' ', string.Concat((text ?? "").Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries))} ";

    private static string Word(string word) =>
        word.Any(c => c >= '가') ? Normalise(word).Trim()
        : word.EndsWith('*') ? Normalise(word).TrimEnd()
        : Normalise(word);

    private static List<SpecialtyRule> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Pandok.Worklist.specialties.csv")
            ?? throw new InvalidOperationException("specialties.csv is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#').Skip(1).Select(Parse).ToList();
    }

    private static SpecialtyRule Parse(string line)
    {
        var cells = line.Split(',');
        return new(
            cells[0], List(cells[1]).ToHashSet(), List(cells[2]).ToHashSet(), List(cells[3]).Select(Word).ToList(),
            cells[4].Length == 0 ? null : int.Parse(cells[4], CultureInfo.InvariantCulture));
    }

    private static string[] List(string cell) => cell.Split('|', StringSplitOptions.RemoveEmptyEntries);
}
