namespace Pandok.Orders;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "HL7 orders are taken on port {Port}")]
    public static partial void Hl7Listening(this ILogger log, int port);

    [LoggerMessage(Level = LogLevel.Information, Message = "An HL7 line ended: {Why}")]
    public static partial void Hl7LineEnded(this ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "An HL7 message could not be kept: {Fault}")]
    public static partial void Hl7Failed(this ILogger log, string fault);
}
