using System.Collections.Frozen;

namespace Pandok.Dicom.Web;

/// <summary>Which media type carries a transfer syntax's frames, and which syntax a media type means when none is named (PS3.18 section 8.7.3.3, Tables 8.7.3-2 to 8.7.3-5).</summary>
public static class PixelMediaTypes
{
    /// <summary>Uncompressed frames and bulk data.</summary>
    public const string OctetStream = "application/octet-stream";

    /// <summary>Explicit VR Little Endian, the default of application/dicom and of uncompressed frames.</summary>
    public const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";

    private const string Image = "1.2.840.10008.1.2.4.";

    // Of each type the first syntax is its default.
    private static readonly (string MediaType, string[] Syntaxes)[] Rows =
    [
        (OctetStream, [ExplicitLittleEndian, "1.2.840.10008.1.2", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"]),
        ("image/jpeg", [Image + "70", Image + "50", Image + "51", Image + "57"]),
        ("image/dicom-rle", ["1.2.840.10008.1.2.5"]),
        ("image/jls", [Image + "80", Image + "81"]),
        ("image/jp2", [Image + "90", Image + "91"]),
        ("image/jpx", [Image + "92", Image + "93"]),
        ("image/jphc", [Image + "201", Image + "202", Image + "203"]),
        ("image/jxl", [Image + "110", Image + "111", Image + "112"]),
        ("video/mpeg2", [Image + "100", Image + "101"]),
        ("video/mp4", [Image + "102", Image + "103", Image + "104", Image + "105", Image + "106"]),
        ("video/H265", [Image + "107", Image + "108"]),
    ];

    private static readonly FrozenDictionary<string, string> Types = Rows.SelectMany(row => row.Syntaxes.Select(syntax => (syntax, row.MediaType))).ToFrozenDictionary(pair => pair.syntax, pair => pair.MediaType, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, string> Defaults = Rows.ToFrozenDictionary(row => row.MediaType, row => row.Syntaxes[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>All media types of frames, uncompressed first.</summary>
    public static IEnumerable<string> All => Rows.Select(row => row.MediaType);

    /// <summary>The media type of a frame as it is stored; octets where the standard names none.</summary>
    public static string Of(string transferSyntaxUid) => Types.GetValueOrDefault(transferSyntaxUid, OctetStream);

    /// <summary>The transfer syntax that a media type means when none is named; null for types without one.</summary>
    public static string? DefaultSyntaxOf(string mediaType) => string.Equals(mediaType, "application/dicom", StringComparison.OrdinalIgnoreCase) ? ExplicitLittleEndian : Defaults.GetValueOrDefault(mediaType);
}
