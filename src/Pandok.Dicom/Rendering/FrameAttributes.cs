using Pandok.Dicom.Data;

namespace Pandok.Dicom.Rendering;

/// <summary>Where an attribute of a frame stands: its own functional group, the shared one, or the data set itself (PS3.3 C.7.6.16).</summary>
public static class FrameAttributes
{
    private static readonly Tag SharedFunctionalGroups = new(0x52009229);
    private static readonly Tag PerFrameFunctionalGroups = new(0x52009230);

    /// <summary>The data set or macro item that holds a frame's attributes of one functional group.</summary>
    /// <param name="set">The instance.</param>
    /// <param name="macro">The macro's sequence, e.g. Pixel Value Transformation Sequence (0028,9145).</param>
    /// <param name="frame">1 for the first.</param>
    public static DataSet Find(DataSet set, Tag macro, int frame)
    {
        ArgumentNullException.ThrowIfNull(set);
        var groups = set.GetItems(PerFrameFunctionalGroups);
        if (frame <= groups.Count && groups[frame - 1].GetItems(macro) is [var own, ..]) return own;
        return set.GetItems(SharedFunctionalGroups) is [var shared, ..] && shared.GetItems(macro) is [var common, ..] ? common : set;
    }
}
