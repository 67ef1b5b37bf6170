using System.Buffers.Binary;
using System.Globalization;

namespace Pandok.Deidentification.Mapping;

/// <summary>
/// PS3.15 E.3.6: every date of a patient moves by the same number of days, so intervals survive; whole weeks, so the weekday stays; always into the past.
/// </summary>
/// <param name="Days">Days to add: -7 to -3640, or 0.</param>
internal readonly record struct DateShift(int Days)
{
    /// <summary>The shift of a patient: -7 x (1 + hash mod 520), from the first 8 bytes of a keyed hash, big endian.</summary>
    public static DateShift Of(byte[] hash) => new(-7 * (1 + (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % 520)));

    /// <summary>A date YYYYMMDD, or YYYY.MM.DD of old files.</summary>
    /// <returns>Null if it is none.</returns>
    public static DateOnly? Parse(ReadOnlySpan<char> text)
    {
        if (text.Length == 10 && text[4] == '.' && text[7] == '.') text = string.Concat(text[..4], text.Slice(5, 2), text[8..]);
        return text.Length == 8 && DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1000 and <= 9000 ? date : null;
    }

    /// <summary>Moves a DA value.</summary>
    /// <returns>YYYYMMDD, or null if the value is no date.</returns>
    public string? Move(string date) => Parse(date) is { } day ? Write(day) : null;

    /// <summary>Moves a DT value at its own precision; time and zone stay (PS3.5 section 6.2).</summary>
    /// <returns>Null if the value is no date and time.</returns>
    public string? MoveDateTime(string value)
    {
        var sign = value.AsSpan().LastIndexOfAny('+', '-');
        var zone = sign >= 0 ? value[sign..] : string.Empty;
        var body = sign >= 0 ? value[..sign] : value;
        if (zone.Length > 0 && !(zone.Length == 5 && zone.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)) return null;
        var time = body.Length > 8 ? body[8..] : string.Empty;
        if (time.Length > 0 && !IsTime(time)) return null;
        // A month moves from its middle, a year from its midsummer, and keeps its own precision.
        var date = body.Length switch { 4 => body + "0701", 6 => body + "15", >= 8 => body[..8], _ => string.Empty };
        return Parse(date) is { } day ? Write(day)[..Math.Min(body.Length, 8)] + time + zone : null;
    }

    /// <summary>True for a TM value HH[MM[SS[.F]]], also with the colons of old files.</summary>
    public static bool IsTime(ReadOnlySpan<char> time)
    {
        var digits = 0;
        var i = 0;
        for (; i < time.Length && time[i] != '.'; i++)
        {
            if (time[i] == ':' && (i is 2 or 5)) continue;
            if (!char.IsAsciiDigit(time[i])) return false;
            digits++;
        }
        if (digits is not (2 or 4 or 6)) return false;
        var hours = (time[0] - '0') * 10 + time[1] - '0';
        return hours < 24 && (i == time.Length || (digits == 6 && time.Length - i is >= 2 and <= 7 && time[(i + 1)..].IndexOfAnyExceptInRange('0', '9') < 0));
    }

    private string Write(DateOnly date) => date.AddDays(Days).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
