namespace Pandok.Ingest;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "DICOM on port {Port}")]
    public static partial void Listening(this ILogger log, int port);

    [LoggerMessage(Level = LogLevel.Information, Message = "DICOM over TLS on port {Port}")]
    public static partial void ListeningTls(this ILogger log, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Storage commitment is not answered yet after {Attempts} tries: {Why}")]
    public static partial void CommitmentWaits(this ILogger log, int attempts, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not taken: {Code} over {Door} from {Peer}")]
    public static partial void NotTaken(this ILogger log, string code, string door, string peer);

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk of the database is full: no line could be written for {Code}")]
    public static partial void NotNoted(this ILogger log, string code);

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Count} unfinished objects of the last run")]
    public static partial void Swept(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The line of {CallingAe} was lost in mid-object; nothing of it was kept")]
    public static partial void LineLost(this ILogger log, string callingAe);

    // The type and the stack of a fault, not its message, would be safer still; ours never hold a value of the object.
    [LoggerMessage(Level = LogLevel.Error, Message = "What {CallingAe} asked for failed")]
    public static partial void ServiceFailed(this ILogger log, Exception fault, string callingAe);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not warmed up before the first study: {Kind}")]
    public static partial void StartedCold(this ILogger log, string kind);
}
