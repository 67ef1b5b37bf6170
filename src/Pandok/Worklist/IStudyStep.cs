using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>
/// A piece of work that a study waits for. It may be slow outside a transaction; in the transaction that saves its result it calls
/// <see cref="StudySteps.DoneAsync"/>, so that the work counts exactly once. A fault means: again later.
/// </summary>
internal interface IStudyStep
{
    StepKind Kind { get; }

    /// <summary>True for work of seconds: it has a worker of its own, so that nothing quick waits behind it.</summary>
    bool IsLong => false;

    Task RunAsync(StudyStep step, CancellationToken stop);
}
