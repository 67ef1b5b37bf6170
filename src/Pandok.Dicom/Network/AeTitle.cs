using System.Text;

namespace Pandok.Dicom.Network;

// An AE title (PS3.5 section 6.2): at most 16 characters of the default repertoire, no control characters, no backslash; spaces around it do not count.
internal static class AeTitle
{
    public const int Length = 16;

    public static bool IsValid(string? title) =>
        title is { Length: > 0 and <= Length } && title.Trim(' ').Length == title.Length && title.All(c => c is >= ' ' and <= '~' and not '\\');

    // Null for a title that is empty or holds what no title may hold. NUL as padding is against the standard but common.
    public static string? Read(ReadOnlySpan<byte> field)
    {
        var title = Encoding.Latin1.GetString(field.TrimEnd((byte)0)).Trim(' ');
        return IsValid(title) ? title : null;
    }

    public static void Write(Span<byte> field, string title)
    {
        field.Fill((byte)' ');
        Encoding.ASCII.GetBytes(title, field);
    }
}
