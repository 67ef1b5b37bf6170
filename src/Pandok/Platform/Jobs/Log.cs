namespace Pandok.Platform.Jobs;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A round of {Work} failed: {Fault}. The next one comes.")]
    public static partial void RoundFailed(this ILogger log, string work, string fault);
}
