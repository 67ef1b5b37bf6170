namespace Pandok.Commands.Offline;

/// <summary>Files that systems leave in every folder.</summary>
internal static class Clutter
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "Thumbs.db", "ehthumbs.db", "desktop.ini", ".DS_Store", ".directory", "autorun.inf" };

    public static bool Is(string path) => Path.GetFileName(path) is var name && (Names.Contains(name) || name.StartsWith("._", StringComparison.Ordinal));
}
