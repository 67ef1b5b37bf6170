using System.Globalization;

namespace Pandok.Commands;

/// <summary>Where to send: AE@host:port.</summary>
internal sealed record Receiver(string Ae, string Host, int Port)
{
    public static bool TryParse(string text, out Receiver receiver)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        var port = 0;
        var parsed = at > 0 && colon > at + 1 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536;
        receiver = parsed ? new Receiver(text[..at], text[(at + 1)..colon], port) : new Receiver("", "", 0);
        return parsed;
    }
}
