using System.Collections.Frozen;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>Objects whose pixels often hold text. A YES of Burned In Annotation raises the risk; NO or absence lowers nothing, and the SOP class beats Image Type.</summary>
internal static class PixelRisk
{
    private static readonly FrozenSet<string> Modalities = new[] { "US", "SC", "OT", "XA", "RF", "ES", "XC", "DOC", "GM", "SM", "OP", "SR" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly string[] Classes = ["Ultrasound", "SecondaryCapture", "XRayAngiographic", "XRayRadiofluoroscopic", "VL", "Video", "Ophthalmic"];
    private static readonly Tag BurnedInAnnotation = new(0x00280301);
    private static readonly Tag ConversionType = new(0x00080064);

    public static bool IsHigh(DataSet input, string sopClass)
    {
        if (!input.Contains(Tags.Rows)) return false;
        var keyword = Uids.Find(sopClass)?.Keyword ?? string.Empty;
        return Array.Exists(Classes, start => keyword.Contains(start, StringComparison.Ordinal))
            || Modalities.Contains(input.GetString(Tags.Modality) ?? "OT")
            || input.GetString(BurnedInAnnotation) == "YES"
            || input.Contains(ConversionType)
            || input.GetStrings(Tags.ImageType).Any(value => value.Contains("SCREEN", StringComparison.OrdinalIgnoreCase) || value == "OTHER");
    }
}
