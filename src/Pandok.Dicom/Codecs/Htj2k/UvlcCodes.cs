namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// How the excess exponents of two neighbouring quads are sent (U-VLC, ISO/IEC 15444-15 Annex C): prefix, prefix, suffix, suffix, joined to one code.
/// Entry [u of the left quad + 32 * u of the right quad]: bits 0-23 the code, first bit lowest; 24-31 its length.
/// </summary>
internal static class UvlcCodes
{
    /// <summary>Largest excess that has an entry: more than 16 bits of precision can need (20 bit-planes).</summary>
    internal const int Largest = 31;

    /// <summary>For the first row of quads, where MEL already tells whether both excesses are above 2.</summary>
    internal static readonly uint[] FirstRow = Build(FirstRowPair);

    /// <summary>For the rows below.</summary>
    internal static readonly uint[] OtherRows = Build(Pair);

    private static uint[] Build(Func<int, int, uint> pair)
    {
        var table = GC.AllocateArray<uint>(1024, pinned: true);
        for (var i = 0; i < table.Length; i++)
            table[i] = pair(i & 31, i >> 5);
        return table;
    }

    private static uint FirstRowPair(int left, int right) => (left, right) switch
    {
        ( > 2, > 2) => Pair(left - 2, right - 2),
        // The left one says that it is above 2; then the right one can be 1 or 2 only, which is one bit.
        ( > 2, > 0) => Join(Prefix(left), ((uint)right - 1, 1), Suffix(left)),
        _ => Pair(left, right),
    };

    private static uint Pair(int left, int right) => Join(Prefix(left), Prefix(right), Suffix(left), Suffix(right));

    private static (uint Bits, int Length) Prefix(int excess) => excess switch
    {
        0 => (0, 0),
        1 => (0b1, 1),
        2 => (0b10, 2),
        3 or 4 => (0b100, 3),
        _ => (0b000, 3),
    };

    private static (uint Bits, int Length) Suffix(int excess) => excess switch
    {
        < 3 => (0, 0),
        3 or 4 => ((uint)excess - 3, 1),
        _ => ((uint)excess - 5, 5),
    };

    private static uint Join(params ReadOnlySpan<(uint Bits, int Length)> parts)
    {
        var (code, length) = (0u, 0);
        foreach (var part in parts)
        {
            code |= part.Bits << length;
            length += part.Length;
        }

        return code | (uint)length << 24;
    }
}
