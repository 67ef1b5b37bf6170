namespace Pandok.Archive;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Library} {Version} decodes {Codecs}")]
    public static partial void CodecFound(this ILogger log, string library, string version, string codecs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Library} is not installed, so {Codecs} cannot be shown. Install it: apt install {Package}")]
    public static partial void CodecMissing(this ILogger log, string library, string codecs, string package);
}
