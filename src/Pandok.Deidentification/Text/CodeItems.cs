using System.Buffers;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Text;

/// <summary>
/// The text of code sequence items (PS3.3 section 8.8). A code of a known scheme stays; its meaning comes from our dictionary, never from the file,
/// or goes through the descriptor mode. Of a local scheme the code stays if nothing in it looks like an identifier.
/// </summary>
internal static class CodeItems
{
    private static readonly SearchValues<char> NumberForm = SearchValues.Create("0123456789-");
    private static readonly SearchValues<char> LetterForm = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    private static readonly SearchValues<char> AnyForm = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_/%{}[]()*'^+:");
    private static readonly Tag Value = new(0x00080100);
    private static readonly Tag Scheme = new(0x00080102);
    private static readonly Tag SchemeVersion = new(0x00080103);
    private static readonly Tag Meaning = new(0x00080104);
    private static readonly Tag LongValue = new(0x00080119);

    public static bool Covers(Tag tag) => tag == Value || tag == Scheme || tag == SchemeVersion || tag == Meaning || tag == LongValue;

    /// <summary>The text to keep, or null if this one must not stay.</summary>
    public static string? Clean(Tag tag, string text, DataSet item, TextCleaner cleaner)
    {
        var scheme = item.GetString(Scheme) ?? string.Empty;
        var isKnown = Lexicon.IsKnownScheme(scheme);
        if (tag == Scheme) return isKnown || (text.Length <= 16 && HasForm(text) && !cleaner.HasIdentifier(text)) ? text : null;
        if (tag == SchemeVersion) return text.Length <= 16 && HasForm(text) && !cleaner.HasIdentifier(text) ? text : null;
        if (tag != Meaning) return IsCode(scheme, text, isKnown, cleaner) ? text : null;
        var code = item.GetString(Value) ?? item.GetString(LongValue);
        if (code is not null && Lexicon.Meaning(scheme, code) is { } meaning) return meaning;
        return cleaner.Descriptor(text);
    }

    private static bool IsCode(string scheme, string code, bool isKnown, TextCleaner cleaner)
    {
        if (!HasForm(code)) return false;
        if (!isKnown) return !cleaner.HasIdentifier(code);
        // A well-formed code of a scheme with numbers cannot be told from a record number by its looks, only by the identity set.
        return Lexicon.Meaning(scheme, code) is not null || (FitsScheme(scheme, code) && !cleaner.IsSpoken(code));
    }

    private static bool FitsScheme(string scheme, string code) => scheme switch
    {
        "SCT" => code.Length is >= 6 and <= 18 && code.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0,
        "DCM" or "FMA" => code.Length <= 8 && code.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0,
        "LN" => code.Length <= 9 && !code.AsSpan().ContainsAnyExcept(NumberForm),
        "SRT" or "SNM3" or "99SDM" => code.Length <= 8 && code.Length >= 3 && char.IsAsciiLetterUpper(code[0]) && code.AsSpan(1).ContainsAnyInRange('0', '9') && !code.AsSpan().ContainsAnyExcept(LetterForm),
        "RADLEX" => code.StartsWith("RID", StringComparison.Ordinal) && code.Length <= 9 && code.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0,
        _ => code.Length <= 16,
    };

    private static bool HasForm(string code) => code.Length is > 0 and <= 64 && !code.AsSpan().ContainsAnyExcept(AnyForm);
}
