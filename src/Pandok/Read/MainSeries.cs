namespace Pandok.Read;

/// <summary>Which series is shown first: of the study's own modality if there is one, no scout if there is anything else, the one with most frames, the lower number.</summary>
internal static class MainSeries
{
    public static SeriesView? Choose(string modality, IReadOnlyList<SeriesView> series) => series.Where(one => one.Viewable)
        .OrderByDescending(one => one.Modality == modality).ThenBy(one => one.Look?.ImageType.Contains("LOCALIZER") == true).ThenByDescending(one => one.Frames).ThenBy(one => one.Number ?? int.MaxValue).FirstOrDefault();
}
