namespace Pandok.Ingest;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Store SCP listens on port {Port}")]
    public static partial void Listening(this ILogger log, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not taken: {Code} over {Door} from {Peer}")]
    public static partial void NotTaken(this ILogger log, string code, string door, string peer);

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Count} unfinished objects of the last run")]
    public static partial void Swept(this ILogger log, int count);
}
