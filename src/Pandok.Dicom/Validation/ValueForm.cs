using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Validation;

/// <summary>The form of single text values by VR (PS3.5 Table 6.2-1).</summary>
internal static class ValueForm
{
    /// <returns>Null if the value has the form; else what is wrong, without the value.</returns>
    public static string? Fault(Vr vr, string value) => value.Length == 0 ? null : vr switch
    {
        Vr.AE => value.Length > 16 || value.Any(c => c is < ' ' or > '~' or '\\') ? "not an AE title of at most 16 characters" : null,
        Vr.AS => value.Length == 4 && value[3] is 'D' or 'W' or 'M' or 'Y' && AreDigits(value.AsSpan(0, 3)) ? null : "not an age such as 045Y",
        Vr.CS => value.Length > 16 ? Long(value, 16) : value.All(c => c is >= 'A' and <= 'Z' or >= '0' and <= '9' or ' ' or '_') ? null : "a code string holds upper case letters, digits, space and underscore",
        Vr.DA => IsDate(value) ? null : "not a date YYYYMMDD",
        Vr.TM => IsTime(value) ? null : "not a time HHMMSS.FFFFFF",
        Vr.DT => IsDateTime(value) ? null : "not a date time YYYYMMDDHHMMSS.FFFFFF&ZZXX",
        Vr.DS => value.Length > 16 ? Long(value, 16) : double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _) && value[^1] is not ('n' or 'N' or 'y') ? null : "not a decimal number",
        Vr.IS => value.Length > 12 ? Long(value, 12) : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "not a whole number of 32 bits",
        Vr.UI => Uids.IsValid(value) ? value.Length > 2 && value[0] is '0' or '1' or '2' && value[1] == '.' ? null : "not a UID: its root is 0, 1 or 2 and another component" : value.Length > 64 ? Long(value, 64) : "not a UID: digits and single dots, no component with a leading zero",
        Vr.SH => Text(value, 16),
        Vr.LO => Text(value, 64),
        Vr.ST => value.Length > 1024 ? Long(value, 1024) : null,
        Vr.LT => value.Length > 10240 ? Long(value, 10240) : null,
        Vr.PN => Name(value),
        Vr.UR => value.Any(c => c is <= ' ' or > '~') ? "a URI has no blanks or other characters" : null,
        _ => null,
    };

    private static string Long(string value, int limit) => $"{value.Length} characters where {limit} are allowed";

    private static string? Text(string value, int limit)
    {
        var length = new StringInfo(value).LengthInTextElements;
        return length > limit ? $"{length} characters where {limit} are allowed" : value.Any(c => c < ' ' && c != '\u001B') ? "a control character" : null;
    }

    private static string? Name(string value)
    {
        var groups = value.Split('=');
        if (groups.Length > 3) return "more than three component groups";
        if (Array.Exists(groups, group => group.Split('^').Length > 5)) return "more than five components in a group";
        return groups.Select(group => Text(group, 64)).FirstOrDefault(fault => fault is not null);
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsDate(string value) => value.Length == 8 && DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsTime(ReadOnlySpan<char> value)
    {
        var point = value.IndexOf('.');
        var whole = point < 0 ? value : value[..point];
        if (point >= 0 && (whole.Length != 6 || value.Length - point - 1 is < 1 or > 6 || !AreDigits(value[(point + 1)..]))) return false;
        return whole.Length is 2 or 4 or 6 && AreDigits(whole) && int.Parse(whole[..2], CultureInfo.InvariantCulture) < 24
            && (whole.Length < 4 || int.Parse(whole[2..4], CultureInfo.InvariantCulture) < 60) && (whole.Length < 6 || int.Parse(whole[4..6], CultureInfo.InvariantCulture) <= 60);
    }

    private static bool IsDateTime(string value)
    {
        var zone = value.AsSpan().LastIndexOfAny('+', '-');
        var local = zone >= 0 ? value.AsSpan(0, zone) : value;
        if (zone >= 0 && (value.Length - zone != 5 || !AreDigits(value.AsSpan(zone + 1)))) return false;
        if (local.Length < 4 || !AreDigits(local[..Math.Min(8, local.Length)])) return false;
        return local.Length switch
        {
            4 => true,
            6 => int.Parse(local[4..], CultureInfo.InvariantCulture) is >= 1 and <= 12,
            >= 8 => IsDate(local[..8].ToString()) && (local.Length == 8 || IsTime(local[8..])),
            _ => false,
        };
    }
}
