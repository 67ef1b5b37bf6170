namespace Pandok.Ingest;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Store SCP listens on port {Port}")]
    public static partial void Listening(this ILogger log, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not taken: {Code} over {Door} from {Peer}")]
    public static partial void NotTaken(this ILogger log, string code, string door, string peer);

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Count} unfinished objects of the last run")]
    public static partial void Swept(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The line of {CallingAe} was lost in mid-object; nothing of it was kept")]
    public static partial void LineLost(this ILogger log, string callingAe);

    // The type and the stack of a fault, not its message, would be safer still; ours never hold a value of the object.
    [LoggerMessage(Level = LogLevel.Error, Message = "An instance of {CallingAe} could not be stored")]
    public static partial void StoreFailed(this ILogger log, Exception fault, string callingAe);
}
