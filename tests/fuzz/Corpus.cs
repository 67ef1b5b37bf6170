using System.Security.Cryptography;

namespace Pandok.Fuzz;

/// <summary>The seeds in the repository: made by <see cref="Targets"/>, and the inputs that once found something.</summary>
internal static class Corpus
{
    private static readonly string Root = Path.Combine(Repository(), "tests", "fuzz");

    public static string Findings => Path.Combine(Root, "findings");

    public static List<byte[]> Read(string target) => [.. Directory.EnumerateFiles(Path.Combine(Root, "corpus", target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public static int Write()
    {
        foreach (var target in Targets.All)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Root, "corpus", target.Name)).FullName;
            foreach (var old in Directory.EnumerateFiles(folder, "seed-*")) File.Delete(old);
            foreach (var (seed, number) in target.Seeds().Select((seed, number) => (seed, number))) File.WriteAllBytes(Path.Combine(folder, $"seed-{number:00}.bin"), seed);
        }
        return 0;
    }

    public static string Keep(string target, byte[] input)
    {
        var path = Path.Combine(Directory.CreateDirectory(Findings).FullName, $"{target}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}.bin");
        File.WriteAllBytes(path, input);
        return path;
    }

    private static string Repository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Pandok.slnx"))) return at.FullName;
        throw new InvalidOperationException("Run inside the checkout.");
    }
}
