namespace Pandok.Dicom.Standard.Iods;

/// <summary>The values that a table lists for an attribute in a module.</summary>
/// <param name="Index">For value n of several; 0 for each.</param>
/// <param name="IsEnumerated">Enumerated values; else defined terms, which may be extended.</param>
/// <param name="IsFromKeyword">Taken from the keyword, not from this module: a weaker hint.</param>
/// <param name="Values">The list.</param>
internal sealed record IodValues(int Index, bool IsEnumerated, bool IsFromKeyword, string[] Values)
{
    public static IEnumerable<IodValues> Parse(string text)
    {
        foreach (var part in text.Split(" ; ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var rest = part.AsSpan();
            var isFromKeyword = rest.StartsWith("~");
            if (isFromKeyword) rest = rest[1..];
            var index = 0;
            if (rest.StartsWith("["))
            {
                var close = rest.IndexOf(']');
                if (close < 0 || !int.TryParse(rest[1..close], out index)) continue;
                rest = rest[(close + 1)..];
            }
            if (rest.StartsWith("~")) { isFromKeyword = true; rest = rest[1..]; }
            var colon = rest.IndexOf(':');
            if (colon < 0 || rest[..colon] is not ("enum" or "def")) continue;
            yield return new IodValues(index, rest[..colon] is "enum", isFromKeyword, rest[(colon + 1)..].ToString().Split('|', StringSplitOptions.TrimEntries));
        }
    }
}
