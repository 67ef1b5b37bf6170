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
            .Select(row => new TransferSyntax(row[0], row[1], row[2], row[5] == "implicit", row[4] == "BE", row[6] == "Y", row[7].Contains("Deflate", StringComparison.Ordinal) && row[0] != "1.2.840.10008.1.2.8.1"))
            .ToFrozenDictionary(syntax => syntax.Uid, StringComparer.Ordinal));

    /// <summary>Implicit VR Little Endian, the default (PS3.5 A.1).</summary>
    public static TransferSyntax ImplicitLittleEndian => Loaded.Value["1.2.840.10008.1.2"];

    /// <summary>Explicit VR Little Endian (PS3.5 A.2).</summary>
    public static TransferSyntax ExplicitLittleEndian => Loaded.Value["1.2.840.10008.1.2.1"];

    /// <summary>Explicit VR Big Endian, retired (PS3.5 A.3 of 2011).</summary>
    public static TransferSyntax ExplicitBigEndian => Loaded.Value["1.2.840.10008.1.2.2"];

    /// <summary>Deflated Explicit VR Little Endian (PS3.5 A.5).</summary>
    public static TransferSyntax DeflatedLittleEndian => Loaded.Value["1.2.840.10008.1.2.1.99"];

    /// <summary>
    /// The syntax of what <see cref="Files.DicomReader"/> hands out: Explicit VR Little Endian for big endian and deflated, whose elements and pixels were turned around and inflated on reading;
    /// itself for all others. Whoever writes on what was read says this one.
    /// </summary>
    public TransferSyntax Unpacked => IsBigEndian || IsDeflated ? ExplicitLittleEndian : this;

    /// <summary>All of the registry.</summary>
    public static IEnumerable<TransferSyntax> All => Loaded.Value.Values;

    /// <summary>The syntax of a UID, or null.</summary>
    public static TransferSyntax? Find(string? uid) => uid is null ? null : Loaded.Value.GetValueOrDefault(uid);
}
