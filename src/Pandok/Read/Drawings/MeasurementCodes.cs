using Pandok.Dicom.Objects;
using Quantity = Pandok.Dicom.Objects.Reports.Measurement;

namespace Pandok.Read.Drawings;

/// <summary>The coded names and units of what is measured by hand (PS3.16 CID 218, UCUM).</summary>
internal static class MeasurementCodes
{
    private static readonly Code Angle = new("1483009", "SCT", "Angle");
    private static readonly Code Degree = new("deg", "UCUM", "Degree");
    private static readonly Code Pixels = new("{pixels}", "UCUM", "pixels");
    // Our own scheme, where the standard has no code (docs/conformance/dicom.md).
    private static readonly Code CobbAngle = new("COBB", "99PANDOK", "Cobb angle");
    private static readonly Code PixelValue = new("PIXVALUE", "99PANDOK", "Pixel value");
    private static readonly Code PixelCount = new("PIXCOUNT", "99PANDOK", "Number of pixels");

    public static Quantity Number(MeasurementKind kind, Figure figure) => figure.Name switch
    {
        FigureName.Length => new(Codes.Length, figure.Value, Unit(figure)),
        FigureName.Angle => new(kind == MeasurementKind.Cobb ? CobbAngle : Angle, figure.Value, Degree),
        FigureName.LongAxis => new(Codes.LongAxis, figure.Value, Unit(figure)),
        FigureName.ShortAxis => new(Codes.ShortAxis, figure.Value, Unit(figure)),
        FigureName.Area => new(Codes.Area, figure.Value, Unit(figure)),
        FigureName.Pixels => new(PixelCount, figure.Value, Pixels),
        FigureName.Mean => Value(figure, Codes.Mean),
        FigureName.Sd => Value(figure, Codes.StandardDeviation),
        FigureName.Min => Value(figure, Codes.Minimum),
        FigureName.Max => Value(figure, Codes.Maximum),
        _ => Value(figure, null),
    };

    private static Quantity Value(Figure figure, Code? derivation) => new(figure.Unit == "HU" ? Codes.AttenuationCoefficient : PixelValue, figure.Value, Unit(figure)) { Derivation = derivation };

    private static Code Unit(Figure figure) => figure.Unit switch
    {
        "mm" => Codes.Millimeter,
        "mm2" => Codes.SquareMillimeter,
        "px" or "px2" => Pixels,
        "HU" => Codes.HounsfieldUnit,
        // Another Rescale Type is the file's own word, not UCUM: an annotation of the unit 1.
        { Length: > 0 } word when word.All(char.IsAsciiLetterOrDigit) => new($"{{{word}}}", "UCUM", word),
        _ => Codes.NoUnits,
    };
}
