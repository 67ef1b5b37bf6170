namespace Pandok.Platform;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Live events between nodes are interrupted; trying again")]
    public static partial void BridgeBroken(this ILogger log, Exception fault);
}
