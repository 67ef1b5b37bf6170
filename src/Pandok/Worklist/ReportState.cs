namespace Pandok.Worklist;

/// <summary>How far the report is, for a list.</summary>
internal enum ReportState
{
    None,
    Draft,
    Final,
    Amended,
}
