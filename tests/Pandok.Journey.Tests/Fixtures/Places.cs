namespace Pandok.Journey.Tests.Fixtures;

/// <summary>The checkout, the built program, and the shared test data beside the checkout.</summary>
internal static class Places
{
    public static string Root { get; } = FindRoot();
    public static string Program => Path.Combine(Root, "artifacts", "pandok", "pandok");
    public static string Shared => Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>A folder of the shared data; the test is skipped, loudly, where it is absent.</summary>
    public static string Data(string relative)
    {
        var path = Path.Combine(Shared, "data", relative);
        if (!Path.Exists(path)) Assert.Skip($"NOT TESTED: ../shared/data/{relative} is not here.");
        return path;
    }

    /// <summary>A program of a peer; the test is skipped, loudly, where it is not installed.</summary>
    public static string Tool(string name)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (found is null) Assert.Skip($"NOT TESTED: {name} is not installed.");
        return found!;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Pandok.slnx"))) return folder;
        }
        throw new InvalidOperationException("The tests run inside a checkout.");
    }
}
