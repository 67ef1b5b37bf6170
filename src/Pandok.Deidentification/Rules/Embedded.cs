using System.Security.Cryptography;

namespace Pandok.Deidentification.Rules;

/// <summary>The tables embedded in this assembly, their editions and hashes.</summary>
internal static class Embedded
{
    public const string ConfidentialityTable = "ps3.15-e1-1.csv";
    public const string ClassTable = "sop-class-iods.csv";
    public const string IodTable = "iods.csv";
    public const string AttributeTable = "module-attributes.csv";
    public const string CodeTable = "codes.csv";
    public const string BodyPartTable = "body-parts.csv";
    public const string SafePrivateTable = "safe-private.csv";
    public const string PrivateKnowledgeTable = "tcia-private-kb-2024-02.csv";

    private static readonly Lazy<IReadOnlyList<TableVersion>> Loaded = new(() =>
    [
        Version(ConfidentialityTable, "2026c"),
        Version(ClassTable, "2026b"),
        Version(IodTable, "2026b"),
        Version(AttributeTable, "2025e"),
        Version(CodeTable, "2026-06"),
        Version(BodyPartTable, "2026a"),
        Version(SafePrivateTable, "2026c"),
        Version(PrivateKnowledgeTable, "2024-02"),
        Version(Text.Lexicon.SrTable, "2026c"),
        Version("surnames.csv", "1"),
        Version("descriptors.txt", "1"),
        Version("english.txt", "1"),
        Version("eponyms.txt", "1"),
        Version("korean.txt", "1"),
        Version("korean-general.txt", "1"),
    ]);

    public static IReadOnlyList<TableVersion> Versions => Loaded.Value;

    private static TableVersion Version(string name, string edition)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The table {name} is not embedded.");
        return new TableVersion(Path.GetFileNameWithoutExtension(name), edition, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
