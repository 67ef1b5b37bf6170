using Pandok.Studies;

namespace Pandok.Worklist;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Step {Step} of study {Study} failed, attempt {Attempt}: {Fault}")]
    public static partial void StepFailed(this ILogger log, StepKind step, string study, int attempt, string fault);
}
