namespace Pandok.Dicom.Tests;

/// <summary>The reference data beside the repository. A test that needs it is skipped, with the missing name, where it is absent.</summary>
internal static class SharedData
{
    private static readonly string? Root = FindRoot() is { } repository && Directory.GetParent(repository) is { } parent ? Path.Combine(parent.FullName, "shared") : null;

    /// <summary>The checkout that the tests run in.</summary>
    internal static string Repository { get; } = FindRoot() ?? throw new InvalidOperationException("Run the tests inside the checkout.");

    internal static string File(string relative)
    {
        var path = Root is null ? null : Path.Combine(Root, relative);
        if (!System.IO.File.Exists(path))
            Assert.Skip($"NOT TESTED: shared/{relative} is absent");
        return path!;
    }

    internal static string Folder(string relative)
    {
        var path = Root is null ? null : Path.Combine(Root, relative);
        if (!Directory.Exists(path))
            Assert.Skip($"NOT TESTED: shared/{relative} is absent");
        return path!;
    }

    private static string? FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (System.IO.File.Exists(Path.Combine(at.FullName, "Pandok.slnx")))
                return at.FullName;
        return null;
    }
}
