namespace Pandok.Studies;

/// <summary>What became of the analysis of a study. There is no value called normal.</summary>
internal enum AnalysisState
{
    Pending,
    NoModel,
    Done,
    Failed,
}
