using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Analyze;

/// <summary>The place of the analysis in the journey. No model is installed yet, and that is what it says.</summary>
internal sealed class AnalyzeStep(Database db, StudyChanges changes) : IStudyStep
{
    public StepKind Kind => StepKind.Analyze;

    public Task RunAsync(StudyStep step, CancellationToken stop) =>
        changes.ByPlatformAsync(db, step.StudyUid, async (change, token) =>
        {
            if (!await StudySteps.DoneAsync(change, step, token))
                return change;
            change.Study.Analysis = AnalysisState.NoModel;
            await change.SaveAsync(Actor.Platform, AuditAction.Analysis, new { state = change.Study.Analysis }, token);
            return change;
        }, stop);
}
