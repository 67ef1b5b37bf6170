using System.Collections.Frozen;

namespace Pandok.Deidentification.Text;

/// <summary>
/// Free text outside Table E.1-1 that names a machine, a method or a material, never a person, and that reading needs. It is kept only if its value looks technical too.
/// </summary>
internal static class TechnicalText
{
    private static readonly FrozenSet<uint> Tags = new uint[]
    {
        0x00080070, 0x00080222, 0x00081090, // manufacturer, model
        0x00181016, 0x00181018, 0x00181019, 0x00181020, // secondary capture device, software
        0x00180024, 0x00180031, 0x00180085, 0x00181022, 0x00181023, 0x00181040, 0x00181061, 0x00181064, 0x00181070, 0x00181085, 0x00181160, 0x00181161, 0x00181180,
        0x001811B0, 0x001811B1, 0x00181210, 0x00181250, 0x00181251, 0x00181260, 0x00181261, 0x00181401, 0x00181801, // acquisition
        0x00182002, 0x00182006, 0x00185000, 0x00185010, 0x00185020, 0x00187008, 0x0018702A, 0x0018702B, 0x00187040, 0x00187041,
        0x00189005, 0x00189041, 0x00189046, 0x00189047, 0x00189050, 0x00189252, 0x0018925B, 0x0018925E, 0x00189320, 0x00189524, 0x00189525, 0x00189526,
        0x00201040, 0x0020103F, 0x00209056, // frame of reference, stack
        0x00240202, 0x00281054, 0x00281055, 0x00283003, 0x00283004, 0x00400550, 0x00401003, 0x00409210, // look-up tables, priority
        0x00420012, 0x00480106, 0x006A000E, // MIME type, optical path
        0x00540018, 0x00541101, 0x00541103, 0x00541104, 0x00541105, // nuclear medicine
        0x00620009, 0x00660031, 0x00660036, // algorithms
        0x00700227, 0x00700229, 0x3010001A,
    }.ToFrozenSet();

    public static bool IsTechnical(Pandok.Dicom.Data.Tag tag) => Tags.Contains(tag.Value);

    /// <summary>Printable ASCII, at most 64 characters, without a component separator, an address or a run of digits that could be a record number.</summary>
    public static bool LooksTechnical(string value)
    {
        if (value.Length > 64) return false;
        var run = 0;
        foreach (var c in value)
        {
            if (c is < ' ' or > '~' or '^' or '@') return false;
            run = char.IsAsciiDigit(c) || (c == '-' && run > 0) ? run + 1 : 0;
            if (run > 7) return false;
        }
        return true;
    }
}
