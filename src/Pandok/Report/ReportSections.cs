namespace Pandok.Report;

/// <summary>The text of a report by its sections. A section that says nothing is empty, not null.</summary>
internal sealed record ReportSections(string Indication, string Comparison, string Findings, string Impression)
{
    public const int Longest = 100_000;
    public static readonly ReportSections Empty = new("", "", "", "");

    public bool TooLong => Indication.Length + Comparison.Length + Findings.Length + Impression.Length > Longest;
}
