using System.Globalization;

namespace Pandok.Report.Printing;

/// <summary>Writes a moment in the sheet's zone, with the zone's name and offset, so that it is unmistakable on paper.</summary>
internal sealed class SheetClock(string zone)
{
    // A page with UTC times says so; a page that cannot be printed helps nobody.
    private readonly TimeZoneInfo place = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;

    public string Write(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, place);
        var offset = local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        var name = place.Id is "UTC" or "Etc/UTC" ? offset : $"{place.Id}, {offset}";
        return $"{local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} ({name})";
    }
}
