using System.Collections.Frozen;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Pixels;

/// <summary>
/// The risk class of an object, judged from what the sender wrote. The SOP class beats Image Type; a YES of Burned In Annotation (0028,0301) raises the risk,
/// NO or absence lowers nothing.
/// </summary>
public static class Risk
{
    private static readonly Tag BurnedInAnnotation = new(0x00280301);
    private static readonly Tag ConversionType = new(0x00080064);
    private static readonly FrozenSet<string> HighModalities =
        new[] { "US", "IVUS", "SC", "OT", "XA", "RF", "ES", "XC", "GM", "SM", "OP", "OPT", "DOC", "DMS", "SR", "DG", "TG", "HC", "BMD", "BDUS", "ECG", "HD", "EPS" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> LowModalities =
        new[] { "CT", "MR", "PT", "NM", "CR", "DX", "MG", "IO", "PX", "RTIMAGE", "CFM" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly string[] HighClasses = ["Ultrasound", "SecondaryCapture", "XRayAngiographic", "XRayRadiofluoroscopic", "XRay3DAngiographic", "VL", "Video", "Ophthalmic", "Hardcopy", "Screen"];
    private static readonly string[] NoPictures = ["Segmentation", "ParametricMap", "RTDose", "RealWorldValue", "SurfaceMesh", "Deformable", "SpatialRegistration"];
    private static readonly string[] CaptureWords = ["SCREEN", "DOSE", "REPORT", "PROTOCOL", "LOCALIZER_ANNOTATED", "CAPTURE", "SECONDARY"];

    /// <summary>The class of an object.</summary>
    /// <param name="input">Its attributes before they are cleaned.</param>
    public static RiskClass Of(DataSet input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.Contains(Tags.Rows)) return RiskClass.None;
        var keyword = Uids.Find(input.GetString(Tags.SOPClassUID) ?? string.Empty)?.Keyword ?? string.Empty;
        if (Says(input, BurnedInAnnotation, "YES")) return RiskClass.High;
        if (Array.Exists(NoPictures, word => keyword.Contains(word, StringComparison.Ordinal))) return RiskClass.None;
        if (Array.Exists(HighClasses, word => keyword.Contains(word, StringComparison.Ordinal))) return RiskClass.High;
        var modality = input.GetString(Tags.Modality) ?? "OT";
        if (HighModalities.Contains(modality) || input.GetString(ConversionType) is not null) return RiskClass.High;
        var types = input.GetStrings(Tags.ImageType);
        if (types.Skip(2).Any(value => Array.Exists(CaptureWords, word => value.Contains(word, StringComparison.OrdinalIgnoreCase))) || types.Contains("OTHER")) return RiskClass.High;
        // Colour does not come from these devices: fused, captured or rendered elsewhere.
        if (input.GetInteger(Tags.SamplesPerPixel) == 3 && keyword is not "PositronEmissionTomographyImageStorage") return RiskClass.High;
        return LowModalities.Contains(modality) ? RiskClass.Low : RiskClass.High;
    }

    /// <summary>True if the object itself says that text is burned in.</summary>
    public static bool SaysBurnedIn(DataSet input) => Says(input, BurnedInAnnotation, "YES");

    private static bool Says(DataSet input, Tag tag, string word) => string.Equals(input.GetString(tag), word, StringComparison.OrdinalIgnoreCase);
}
