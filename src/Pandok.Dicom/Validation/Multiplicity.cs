using System.Globalization;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Validation;

/// <summary>Value multiplicity (PS3.6: 1, 1-3, 1-n, 2-2n, "1-n or 1").</summary>
internal static class Multiplicity
{
    /// <summary>How many values an element has; null where the VR has one by nature.</summary>
    public static int? Of(DataElement element, IReadOnlyList<string> texts) => element.Vr switch
    {
        Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.FL or Vr.FD or Vr.UV or Vr.SV or Vr.AT => element.Value.Length / element.Vr.Width(),
        _ when element.Vr.IsMultiValued() => texts.Count,
        _ => null,
    };

    public static bool Allows(string multiplicity, int count) => Array.Exists(multiplicity.Split(" or "), range => AllowsRange(range, count));

    private static bool AllowsRange(string range, int count)
    {
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (!int.TryParse(dash < 0 ? range : range[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var least)) return true;
        if (dash < 0) return count == least;
        var most = range[(dash + 1)..];
        if (!most.EndsWith('n')) return count >= least && count <= int.Parse(most, CultureInfo.InvariantCulture);
        var step = most.Length == 1 ? 1 : int.Parse(most.AsSpan(0, most.Length - 1), CultureInfo.InvariantCulture);
        return count >= least && count % step == 0;
    }
}
