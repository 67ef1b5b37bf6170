namespace Pandok.Deidentification.Text;

/// <summary>Addresses of mail and of the web.</summary>
internal static class NetPatterns
{
    private static readonly string[] Beginnings = ["http://", "https://", "ftp://", "www."];

    /// <summary>The mail address around an @; at most 64 characters to the left, 255 to the right.</summary>
    public static TextSpan? Mail(string text, int at)
    {
        var (start, end) = (at, at + 1);
        while (start > 0 && at - start < 64 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '.' or '_' or '%' or '+' or '-')) start--;
        while (end < text.Length && end - at < 255 && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-')) end++;
        return start < at && end > at + 1 ? new TextSpan(start, end, Mark.Email) : null;
    }

    /// <summary>A web address that begins here; it ends at a blank.</summary>
    public static TextSpan? Address(string text, int start)
    {
        if (start > 0 && char.IsLetterOrDigit(text[start - 1])) return null;
        foreach (var beginning in Beginnings)
        {
            if (string.Compare(text, start, beginning, 0, beginning.Length, StringComparison.OrdinalIgnoreCase) != 0) continue;
            var end = start + beginning.Length;
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
            return new TextSpan(start, end, Mark.Url);
        }
        return null;
    }
}
