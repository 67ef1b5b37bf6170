using Pandok.Dicom.Data;

namespace Pandok.Dicom.Rendering;

/// <summary>The values of interest (PS3.3 C.11.2): a VOI LUT or a window, as the data set or the asker says.</summary>
internal static class Voi
{
    public static readonly Tag LutDescriptor = new(0x00283002);
    public static readonly Tag LutData = new(0x00283006);
    private static readonly Tag FrameVoiLut = new(0x00289132);
    private static readonly Tag VoiLutFunction = new(0x00281056);

    /// <summary>From a modality value to a part of full brightness, 0 to 1; null if neither the data set nor the asker names one.</summary>
    public static Func<double, double>? Of(DataSet set, int frame, Window? asked, bool signed)
    {
        if (asked is { } window) return window.Apply;
        var holder = FrameAttributes.Find(set, FrameVoiLut, frame);
        if (VoiLut.TableOf(holder, signed) is { } table) return table.Apply;
        return WindowOf(holder) is { } own ? own.Apply : null;
    }

    internal static Window? WindowOf(DataSet holder)
    {
        if (holder.GetNumber(Tags.WindowCenter) is not { } center || holder.GetNumber(Tags.WindowWidth) is not { } width) return null;
        var window = new Window(center, width, holder.GetString(VoiLutFunction) switch
        {
            "LINEAR_EXACT" => VoiFunction.LinearExact,
            "SIGMOID" => VoiFunction.Sigmoid,
            _ => VoiFunction.Linear,
        });
        return window.IsValid ? window : null;
    }
}
