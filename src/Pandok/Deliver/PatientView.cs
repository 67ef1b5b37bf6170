using System.Globalization;
using Pandok.Deidentify;

namespace Pandok.Deliver;

/// <summary>A patient in words. Everything is empty when the vault does not hold the identity (any more).</summary>
internal sealed record PatientView(string Name, string Id, string? BirthDate, string? Sex)
{
    public static PatientView Of(StudyIdentity? identity) => new(
        Words(identity?.PatientName), identity?.PatientId ?? "", Day(identity?.BirthDate), identity?.Sex is "F" or "M" or "O" ? identity.Sex : null);

    /// <summary>
    /// A person name (PS3.5 6.2.1) for reading. Of its three forms (Latin, ideographic, phonetic) the Hangul one where there is one, else the first that says something.
    /// </summary>
    internal static string Words(string? value)
    {
        var forms = (value ?? "").Split('=').Select(form => form.Split('^', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Where(form => form.Length > 0).ToList();
        var chosen = forms.Find(IsHangul) ?? forms.FirstOrDefault() ?? [];
        return string.Join(IsHangul(chosen) ? "" : " ", chosen);
    }

    /// <summary>yyyy-MM-dd; what is not a DICOM date stays as it is.</summary>
    internal static string? Day(string? value) =>
        DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value;

    private static bool IsHangul(string[] form) => form.Length > 0 && form[0][0] is >= '가' and <= '힣';
}
