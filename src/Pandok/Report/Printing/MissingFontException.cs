namespace Pandok.Report.Printing;

/// <summary>No font that can print Korean was found. A report is never printed with empty boxes instead.</summary>
internal sealed class MissingFontException(IEnumerable<string> looked) : Exception(
    $"No TrueType font with Hangul was found (looked for {string.Join(", ", looked)}). Build the viewer, which brings Pretendard into the program's folder fonts, or install the Debian package fonts-nanum.");
