namespace Pandok.Report;

/// <summary>A sentence of a report that was made of a measurement, and where it stands now.</summary>
/// <param name="Measurement">Its id.</param>
/// <param name="Section">indication, comparison, findings or impression.</param>
/// <param name="Start">Where the sentence begins in the section, in UTF-16 units.</param>
/// <param name="Length">How long it is now.</param>
/// <param name="Sentence">As it was put in. If the section says something else at its place, the reader has changed it.</param>
internal sealed record ReportLink(Guid Measurement, string Section, int Start, int Length, string Sentence)
{
    public const int Most = 200;
    private const int LongestSentence = 2000;

    /// <summary>True when each link lies in the text.</summary>
    public static bool Fit(IReadOnlyList<ReportLink> links, ReportSections sections) =>
        links.Count <= Most && links.All(link => link is not null && TextOf(sections, link.Section) is { } text && link.Start >= 0 && link.Length > 0 && link.Start <= text.Length - link.Length
            && link.Sentence is { Length: > 0 and <= LongestSentence });

    private static string? TextOf(ReportSections sections, string? section) => section switch
    {
        "indication" => sections.Indication,
        "comparison" => sections.Comparison,
        "findings" => sections.Findings,
        "impression" => sections.Impression,
        _ => null,
    };
}
