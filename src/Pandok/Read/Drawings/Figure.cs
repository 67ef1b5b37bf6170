namespace Pandok.Read.Drawings;

/// <summary>What a number of a measurement is.</summary>
internal enum FigureName
{
    Length,
    Angle,
    LongAxis,
    ShortAxis,
    Area,
    Pixels,
    Mean,
    Sd,
    Min,
    Max,
    Value,
}

/// <summary>One number of a measurement.</summary>
/// <param name="Unit">mm, mm2, px, px2, deg, count, or that of the pixel values: HU, another Rescale Type, empty for raw values.</param>
internal sealed record Figure(FigureName Name, double Value, string Unit);
