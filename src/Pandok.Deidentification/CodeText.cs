using System.Text;

namespace Pandok.Deidentification;

/// <summary>The written form of reasons and findings in reports: Type1Dummy is TYPE1-DUMMY.</summary>
public static class CodeText
{
    /// <summary>The report's word for a finding.</summary>
    public static string ToCode(this FindingCode code) => Write(code.ToString());

    /// <summary>The report's word for a reason.</summary>
    public static string ToCode(this Reason reason) => Write(reason.ToString());

    private static string Write(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToUpperInvariant(c));
        }
        return text.ToString();
    }
}
