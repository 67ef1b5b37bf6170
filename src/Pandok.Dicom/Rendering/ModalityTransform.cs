using Pandok.Dicom.Data;

namespace Pandok.Dicom.Rendering;

/// <summary>From stored values to the modality's values, e.g. Hounsfield units (PS3.3 C.11.1): a table, or slope and intercept.</summary>
internal sealed class ModalityTransform
{
    private static readonly Tag PixelValueTransformation = new(0x00289145);
    private readonly ModalityLut? table;
    private readonly double slope = 1;
    private readonly double intercept;

    private ModalityTransform(DataSet set, int frame, bool signed)
    {
        table = ModalityLut.Of(set, signed);
        if (table is not null) return;
        var holder = FrameAttributes.Find(set, PixelValueTransformation, frame);
        slope = holder.GetNumber(Tags.RescaleSlope) is { } number and not 0 ? number : 1;
        intercept = holder.GetNumber(Tags.RescaleIntercept) ?? 0;
    }

    /// <summary>The transformation of one frame.</summary>
    public static ModalityTransform Of(DataSet set, int frame, bool signed) => new(set, frame, signed);

    /// <summary>Whether values below zero may come out: it decides how a VOI LUT's first value is read.</summary>
    public bool GivesSigned(bool signed) => table is null && (signed || intercept < 0);

    /// <summary>The modality's value.</summary>
    public double Apply(double stored) => table is null ? stored * slope + intercept : table[stored];
}
