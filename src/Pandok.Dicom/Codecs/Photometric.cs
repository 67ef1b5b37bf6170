namespace Pandok.Dicom.Codecs;

/// <summary>The defined terms of Photometric Interpretation (PS3.3 C.7.6.3.1.2) that the codecs name.</summary>
public static class Photometric
{
    /// <summary>Grey, 0 is white.</summary>
    public const string Monochrome1 = "MONOCHROME1";

    /// <summary>Grey, 0 is black.</summary>
    public const string Monochrome2 = "MONOCHROME2";

    /// <summary>Indices into the palette of the data set.</summary>
    public const string PaletteColor = "PALETTE COLOR";

    /// <summary>Red, green, blue.</summary>
    public const string Rgb = "RGB";

    /// <summary>Luminance and chrominance over the full range, ITU-R BT.601.</summary>
    public const string YbrFull = "YBR_FULL";

    /// <summary>As YBR_FULL; two neighbours share their chrominance.</summary>
    public const string YbrFull422 = "YBR_FULL_422";

    /// <summary>Retired: the range of video (black is 16, white 235); two neighbours share their chrominance.</summary>
    public const string YbrPartial422 = "YBR_PARTIAL_422";

    /// <summary>The range of video; two by two pixels share their chrominance. Used by MPEG only.</summary>
    public const string YbrPartial420 = "YBR_PARTIAL_420";

    /// <summary>The reversible transform of JPEG 2000.</summary>
    public const string YbrRct = "YBR_RCT";

    /// <summary>The irreversible transform of JPEG 2000.</summary>
    public const string YbrIct = "YBR_ICT";

    internal static bool IsYbr(string term) => term.StartsWith("YBR", StringComparison.Ordinal);

    internal static bool IsPartial(string term) => term is YbrPartial422 or YbrPartial420;

    internal static int SamplesOfTwoPixels(string term) => term switch
    {
        YbrFull422 or YbrPartial422 => 4,
        YbrPartial420 => 3,
        _ => 6,
    };
}
