namespace Pandok.Tests;

/// <summary>The folder that holds the solution, found upwards from the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string At(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pandok.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run from a working copy: there is no Pandok.slnx above them.");
    }
}
