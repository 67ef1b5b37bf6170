namespace Pandok.Dicom.Codecs;

/// <summary>The UIDs of the transfer syntaxes that the codecs know (PS3.5 Annex A, PS3.6 Annex A).</summary>
internal static class Syntax
{
    public const string ImplicitLittleEndian = "1.2.840.10008.1.2";
    public const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";
    public const string EncapsulatedUncompressed = "1.2.840.10008.1.2.1.98";
    public const string DeflatedExplicitLittleEndian = "1.2.840.10008.1.2.1.99";
    public const string ExplicitBigEndian = "1.2.840.10008.1.2.2";
    public const string JpegBaseline = "1.2.840.10008.1.2.4.50";
    public const string JpegExtended = "1.2.840.10008.1.2.4.51";
    public const string JpegSpectralSelection = "1.2.840.10008.1.2.4.53";
    public const string JpegSpectralSelectionArithmetic = "1.2.840.10008.1.2.4.54";
    public const string JpegProgressive = "1.2.840.10008.1.2.4.55";
    public const string JpegProgressiveArithmetic = "1.2.840.10008.1.2.4.56";
    public const string JpegLossless = "1.2.840.10008.1.2.4.57";
    public const string JpegLosslessSelection1 = "1.2.840.10008.1.2.4.70";
    public const string JpegLsLossless = "1.2.840.10008.1.2.4.80";
    public const string JpegLsNearLossless = "1.2.840.10008.1.2.4.81";
    public const string Jpeg2000Lossless = "1.2.840.10008.1.2.4.90";
    public const string Jpeg2000 = "1.2.840.10008.1.2.4.91";
    public const string Jpeg2000Part2Lossless = "1.2.840.10008.1.2.4.92";
    public const string Jpeg2000Part2 = "1.2.840.10008.1.2.4.93";
    public const string Htj2kLossless = "1.2.840.10008.1.2.4.201";
    public const string Htj2kLosslessRpcl = "1.2.840.10008.1.2.4.202";
    public const string Htj2k = "1.2.840.10008.1.2.4.203";
    public const string RleLossless = "1.2.840.10008.1.2.5";
    public const string DeflatedImageFrame = "1.2.840.10008.1.2.8.1";
}
