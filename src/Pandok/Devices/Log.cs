namespace Pandok.Devices;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A peer came with an AE title that no enabled device has")]
    public static partial void UnknownAeTitle(this ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk of the database is full: the time of a contact is not noted")]
    public static partial void NotSeen(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A peer came with an API key that no enabled device has")]
    public static partial void UnknownApiKey(this ILogger log);
}
