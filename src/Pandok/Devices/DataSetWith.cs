using Pandok.Dicom.Data;

namespace Pandok.Devices;

internal static class DataSetWith
{
    /// <summary>Sets the value, or the empty element where there is none: asked for, and not known (Type 2).</summary>
    public static DataSet With(this DataSet set, Tag tag, Vr vr, string? value) => value is null ? set.Set(tag, vr) : set.Set(tag, vr, value);
}
