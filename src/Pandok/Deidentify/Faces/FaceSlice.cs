using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;
using Pandok.Imaging;
using Pandok.Imaging.Defacing;

namespace Pandok.Deidentify.Faces;

/// <summary>A CT slice as the search for a face needs it: its place, and Hounsfield units of its stored values.</summary>
internal static class FaceSlice
{
    private static readonly Tag PixelPaddingValue = new(0x00280120), PixelPaddingRangeLimit = new(0x00280121);
    private static readonly string[] Projections = ["LOCALIZER", "PROJECTION IMAGE", "MIP", "MINIP", "VOLUME", "VOLREN", "RENDER", "SSD", "3D", "SCREEN"];

    /// <summary>Where a plane CT image lies; null for what is none: other classes, colour, several frames, scouts and projections, no position.</summary>
    public static Section? Of(DataSet set)
    {
        var isPlane = set.GetString(Tags.SOPClassUID) == Uids.CTImageStorage && (set.GetInteger(Tags.SamplesPerPixel) ?? 1) == 1 && (set.GetInteger(Tags.NumberOfFrames) ?? 1) == 1
            && !set.GetStrings(Tags.ImageType).Any(type => Array.Exists(Projections, word => type.Contains(word, StringComparison.OrdinalIgnoreCase)));
        if (!isPlane || set.GetNumbers(Tags.ImagePositionPatient) is not [var x, var y, var z] || set.GetNumbers(Tags.ImageOrientationPatient) is not [var a, var b, var c, var d, var e, var f]
            || set.GetNumbers(Tags.PixelSpacing) is not [var rows, var columns]) return null;
        var section = new Section(new Vector3d(x, y, z), Unit(new Vector3d(a, b, c)), Unit(new Vector3d(d, e, f)), rows, columns, (int)(set.GetInteger(Tags.Rows) ?? 0), (int)(set.GetInteger(Tags.Columns) ?? 0));
        return section.IsSound ? section : null;
    }

    /// <summary>Hounsfield units; padding counts as air. Photometric Interpretation says nothing about them.</summary>
    public static short[] Hounsfield(DataSet set, DecodedFrame frame)
    {
        var (slope, intercept) = (set.GetNumber(Tags.RescaleSlope) ?? 1, set.GetNumber(Tags.RescaleIntercept) ?? 0);
        return [.. StoredValues.ToIntegers(frame).Select(value => IsPadding(set, frame.Layout, value) ? (short)-1024 : (short)Math.Clamp(Math.Round(slope * value + intercept), short.MinValue, short.MaxValue))];
    }

    /// <summary>Which stored values are padding (PS3.3 C.7.5.1.1.2).</summary>
    public static bool IsPadding(DataSet set, in PixelLayout layout, int value)
    {
        if (Padding(set, layout, PixelPaddingValue) is not { } padding) return false;
        var limit = Padding(set, layout, PixelPaddingRangeLimit) ?? padding;
        return value >= Math.Min(padding, limit) && value <= Math.Max(padding, limit);
    }

    // Written as unsigned by some who mean a signed value, and the other way round.
    private static int? Padding(DataSet set, in PixelLayout layout, Tag tag) => set.GetInteger(tag) is not { } value ? null : layout.IsSigned && value > short.MaxValue ? (short)value : !layout.IsSigned && value < 0 ? (ushort)value : (int)value;

    // Decimal strings round.
    private static Vector3d Unit(Vector3d direction) => direction.Length is > 0.99 and < 1.01 and var length ? direction * (1 / length) : direction;
}
