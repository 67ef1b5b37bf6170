namespace Pandok.Bench;

/// <summary>Where things lie: the checkout, the built program, the shared test data beside the checkout.</summary>
internal static class Places
{
    public static string Root { get; } = FindRoot();
    public static string Program => Path.Combine(Root, "artifacts", "pandok", "pandok");
    public static string ChestCt => Path.Combine(Root, "..", "shared", "data", "chest-ct", "ricord-1a-covid-dicom");

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Pandok.slnx"))) return folder;
        }
        throw new InvalidOperationException("Run it inside the checkout.");
    }
}
