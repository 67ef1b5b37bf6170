using Pandok.Dicom.Codecs;

namespace Pandok.Deidentification.Pixels.Jpeg;

/// <summary>A Huffman table (T.81 Annex C), for reading and for writing.</summary>
internal sealed class CodeTable
{
    // Per 16 bits to come: length of the code in the upper byte, its symbol in the lower; 0 if there is none.
    private readonly ushort[] symbols = new ushort[1 << 16];
    private readonly int[] codes = new int[256];
    private readonly byte[] lengths = new byte[256];

    /// <param name="counts">How many codes have each length from 1 to 16.</param>
    /// <param name="values">The symbols, shortest code first.</param>
    public CodeTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        int code = 0, at = 0;
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < counts[length - 1]; i++, code++, at++)
            {
                if (code >= 1 << length || at >= values.Length) throw new CodecException(CodecFault.Malformed, "A Huffman table holds more codes than there are");
                (codes[values[at]], lengths[values[at]]) = (code, (byte)length);
                symbols.AsSpan(code << (16 - length), 1 << (16 - length)).Fill((ushort)(length << 8 | values[at]));
            }
        }
    }

    /// <summary>A table with every size of a DC difference (T.81 F.1.2.1), so that any difference can be written: that of K.3, or one up to 15 for 12 bits.</summary>
    public static (byte[] Counts, byte[] Values) ForDc(bool isWide) => isWide
        ? ([0, 0, 0, 15, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
        : ([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

    public bool Has(int symbol) => lengths[symbol] > 0;

    public int Read(ref ScanReader from)
    {
        var entry = symbols[from.Peek16()];
        if (entry == 0) throw new CodecException(CodecFault.Malformed, "A code that is in no Huffman table", from.Position);
        from.Take(entry >> 8);
        return entry & 0xFF;
    }

    public void Write(ScanWriter to, int symbol) => to.Write(codes[symbol], lengths[symbol]);
}
