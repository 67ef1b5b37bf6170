using System.Collections.Frozen;

namespace Pandok.Dicom.Standard;

/// <summary>A transfer syntax (PS3.5 Annex A, PS3.6 Table A-1).</summary>
/// <param name="Uid">The UID.</param>
/// <param name="Keyword">Such as JPEGLosslessSV1.</param>
/// <param name="Name">The printed name.</param>
/// <param name="IsImplicit">True for implicit VR.</param>
/// <param name="IsBigEndian">True for the retired explicit VR big endian.</param>
/// <param name="IsEncapsulated">True if pixel data is a chain of fragments.</param>
/// <param name="IsDeflated">True if the whole data set is deflated.</param>
public sealed record TransferSyntax(string Uid, string Keyword, string Name, bool IsImplicit, bool IsBigEndian, bool IsEncapsulated, bool IsDeflated)
{
    private static readonly Lazy<FrozenDictionary<string, TransferSyntax>> Loaded = new(() =>
        Csv.Rows(typeof(TransferSyntax).Assembly, "transfer-syntaxes.csv")
            .Select(row => new TransferSyntax(row[0], row[1], row[2], row[5] == "implicit", row[4] == "BE", row[6] == "Y", row[7].StartsWith("Deflate (whole", StringComparison.Ordinal)))
            .ToFrozenDictionary(syntax => syntax.Uid, StringComparer.Ordinal));

    /// <summary>Implicit VR Little Endian, the default (PS3.5 A.1).</summary>
    public static TransferSyntax ImplicitLittleEndian => Loaded.Value["1.2.840.10008.1.2"];

    /// <summary>Explicit VR Little Endian (PS3.5 A.2).</summary>
    public static TransferSyntax ExplicitLittleEndian => Loaded.Value["1.2.840.10008.1.2.1"];

    /// <summary>All of the registry.</summary>
    public static IEnumerable<TransferSyntax> All => Loaded.Value.Values;

    /// <summary>The syntax of a UID, or null.</summary>
    public static TransferSyntax? Find(string? uid) => uid is null ? null : Loaded.Value.GetValueOrDefault(uid);
}
