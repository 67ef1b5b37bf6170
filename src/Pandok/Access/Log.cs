namespace Pandok.Access;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account} asked for a study that does not exist or is not its to see")]
    public static partial void StudyNotThere(this ILogger log, Guid account);
}
