using System.Collections.Frozen;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Text;

/// <summary>Which attributes, besides names and dates, say who or where.</summary>
internal static class IdentityTags
{
    private static readonly FrozenSet<uint> Numbers = new uint[]
    {
        0x00080050, 0x00080094, 0x00100020, 0x00101000, 0x00101081, 0x00101090, 0x00102154, 0x00102155, 0x00120040, 0x00120042, 0x00181000, 0x00181004, 0x00181007, 0x00181008,
        0x00181010, 0x00200010, 0x00380010, 0x00380014, 0x00380060, 0x00400001, 0x00400009, 0x00400241, 0x00400253, 0x00401001, 0x00401103, 0x00402010, 0x00402016, 0x00402017,
        0x00400512, 0x00400551,
    }.ToFrozenSet();

    private static readonly FrozenSet<uint> Places = new uint[]
    {
        0x00080080, 0x00080081, 0x00080092, 0x00081010, 0x00081040, 0x00100021, 0x00101040, 0x00102152, 0x00102180, 0x00102299, 0x00120010, 0x00120030, 0x00120031, 0x00120060, 0x00321020, 0x00321021,
        0x00321033, 0x00380011, 0x00380300, 0x00380400, 0x00400010, 0x00400011, 0x00400242, 0x00400243, 0x00401005, 0x00401102, 0x00404005,
    }.ToFrozenSet();

    public static bool IsNumber(Tag tag) => Numbers.Contains(tag.Value);

    public static bool IsPlace(Tag tag) => Places.Contains(tag.Value);
}
