using System.Globalization;

namespace Pandok.Dicom.Data;

/// <summary>A date and time (DT) or a time (TM) as precise as it was written (PS3.5 section 6.2).</summary>
/// <param name="Earliest">The first moment it can mean: parts that were not written are the smallest. A time alone is on 0001-01-01.</param>
/// <param name="Latest">The last moment it can mean, to the tick.</param>
/// <param name="Offset">From UTC; null where none was written, and Timezone Offset From UTC (0008,0201) counts.</param>
public readonly record struct DateTimeValue(DateTime Earliest, DateTime Latest, TimeSpan? Offset)
{
    /// <summary>Reads YYYY[MM[DD[HH[MM[SS[.F{1-6}]]]]]][&amp;ZZXX].</summary>
    /// <returns>Null if the text is none.</returns>
    public static DateTimeValue? Parse(string? text)
    {
        if (text is null) return null;
        var body = text.AsSpan().TrimEnd();
        TimeSpan? offset = null;
        if (body.Length > 5 && body[^5] is '+' or '-')
        {
            if (!int.TryParse(body[^4..], NumberStyles.None, CultureInfo.InvariantCulture, out var zone) || zone / 100 > 14 || zone % 100 > 59) return null;
            offset = new TimeSpan(zone / 100, zone % 100, 0) * (body[^5] == '-' ? -1 : 1);
            body = body[..^5];
        }
        if (body.Length < 4 || !Number(body[..4], 1, 9999, out var year)) return null;
        var (month, day) = (1, 1);
        if (body.Length >= 6 && !Number(body.Slice(4, 2), 1, 12, out month)) return null;
        if (body.Length >= 8 && !Number(body.Slice(6, 2), 1, DateTime.DaysInMonth(year, month), out day)) return null;
        var date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        if (body.Length is 5 or 7) return null;
        if (body.Length <= 8) return new DateTimeValue(date, End(date, body.Length), offset);
        return Time(body[8..]) is { } time ? new DateTimeValue(date + time.From, date + time.To, offset) : null;
    }

    /// <summary>Reads HH[MM[SS[.F{1-6}]]]; the colons of ACR-NEMA are understood.</summary>
    /// <returns>Null if the text is none.</returns>
    public static DateTimeValue? ParseTime(string? text) =>
        text is not null && Time(text.Replace(":", string.Empty, StringComparison.Ordinal).AsSpan().TrimEnd()) is { } time ? new DateTimeValue(DateTime.MinValue + time.From, DateTime.MinValue + time.To, null) : null;

    /// <summary>Reads YYYYMMDD, the dots of ACR-NEMA (YYYY.MM.DD) and the date of a DT that tells the day.</summary>
    public static bool TryParseDate(string? text, out DateOnly date)
    {
        date = default;
        if (text is null) return false;
        var plain = text.Length == 10 && text[4] == '.' && text[7] == '.' ? text.Replace(".", string.Empty, StringComparison.Ordinal) : text;
        if (plain.Length < 8 || Parse(plain) is not { } value) return false;
        date = DateOnly.FromDateTime(value.Earliest);
        return true;
    }

    /// <summary>Reads the range of a query (PS3.4 C.2.2.2.5): "from-to", "from-", "-to", or a single value, of DA, TM or DT.</summary>
    /// <returns>First and last moment, null where the range is open; null as a whole if the text is no range.</returns>
    public static (DateTime? From, DateTime? To)? ParseRange(string? text, Vr vr)
    {
        if (string.IsNullOrEmpty(text)) return null;
        DateTimeValue? One(string part) => vr == Vr.TM ? ParseTime(part) : Parse(part);
        if (One(text) is { } single) return (single.Earliest, single.Latest);
        // A hyphen may also be the sign of an offset: each one is tried.
        for (var at = text.IndexOf('-', StringComparison.Ordinal); at >= 0; at = text.IndexOf('-', at + 1))
        {
            var (first, last) = (text[..at].Trim(), text[(at + 1)..].Trim());
            var (from, to) = (first.Length == 0 ? null : One(first), last.Length == 0 ? null : One(last));
            if ((from is null && first.Length > 0) || (to is null && last.Length > 0) || (from is null && to is null)) continue;
            return (from?.Earliest, to?.Latest);
        }
        return null;
    }

    private static DateTime End(DateTime start, int digits) => (digits switch { 4 => start.Year == 9999 ? DateTime.MaxValue : start.AddYears(1), 6 => start.AddMonths(1), _ => start.AddDays(1) }).AddTicks(-1);

    private static (TimeSpan From, TimeSpan To)? Time(ReadOnlySpan<char> text)
    {
        var fraction = 0L;
        var dot = text.IndexOf('.');
        var step = TimeSpan.TicksPerSecond;
        if (dot >= 0)
        {
            var digits = text[(dot + 1)..];
            if (dot != 6 || digits.Length is < 1 or > 6 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var parts)) return null;
            for (var i = 0; i < digits.Length; i++) step /= 10;
            fraction = parts * step;
            text = text[..dot];
        }
        var (minute, second) = (0, 0);
        if (text.Length is not (2 or 4 or 6) || !Number(text[..2], 0, 23, out var hour)) return null;
        if (text.Length >= 4 && !Number(text.Slice(2, 2), 0, 59, out minute)) return null;
        if (text.Length == 6 && !Number(text.Slice(4, 2), 0, 60, out second)) return null; // 60 is a leap second
        if (text.Length < 6) step = text.Length == 2 ? TimeSpan.TicksPerHour : TimeSpan.TicksPerMinute;
        var from = new TimeSpan(hour, minute, Math.Min(second, 59)) + new TimeSpan(fraction);
        return (from, from + new TimeSpan(step - 1));
    }

    private static bool Number(ReadOnlySpan<char> text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
}
