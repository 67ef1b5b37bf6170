namespace Pandok.Dicom.Codecs;

/// <summary>
/// A Huffman table of lossless JPEG (T.81 Annex C and F.2.2.3), for lookahead. The symbol is SSSS, the number of bits that follow
/// (0 to 16). Where code and following bits fit in the lookahead, one load gives the whole difference.
/// </summary>
internal sealed class HuffmanTable
{
    internal const int LookaheadBits = 12;

    /// <summary>Set in an entry when only the code was resolved: the upper bits then are SSSS instead of the difference.</summary>
    internal const int CodeOnly = 0x80;

    /// <summary>Low seven bits: how many bits to consume. 0: the code is longer than the lookahead, or there is none.</summary>
    private const int LengthMask = 0x7F;

    private readonly int[] limits = new int[17];
    private readonly int[] symbolBases = new int[17];
    private readonly byte[] symbols;

    private HuffmanTable(byte[] symbols) => this.symbols = symbols;

    /// <summary>Per next 12 bits: difference or SSSS shifted left by 8, the flag <see cref="CodeOnly"/>, the length.</summary>
    internal int[] Lookup { get; } = new int[1 << LookaheadBits];

    /// <summary>Builds the table from the 16 counts and the symbols behind them, as a DHT segment has them (T.81 B.2.4.2).</summary>
    internal static HuffmanTable Build(ReadOnlySpan<byte> definition, int offset)
    {
        var counts = definition[..16];
        var total = 0;
        foreach (var count in counts)
            total += count;
        var values = definition.Slice(16, total);
        foreach (var value in values)
            if (value > 16)
                throw new CodecException(CodecFault.Malformed, "A lossless Huffman table has symbols 0 to 16", offset);

        var table = new HuffmanTable(values.ToArray());
        var code = 0;
        var first = 0;
        for (var length = 1; length <= 16; length++)
        {
            var count = counts[length - 1];
            if (code + count > 1 << length)
                throw new CodecException(CodecFault.Malformed, "A Huffman table has more codes than its lengths allow", offset);
            table.symbolBases[length] = first - code;
            for (var i = 0; i < count && length <= LookaheadBits; i++)
                table.FillLookup(code + i, length, values[first + i]);
            code += count;
            first += count;
            table.limits[length] = code << (16 - length);
            code <<= 1;
        }

        return table;
    }

    /// <summary>Finds a code that is longer than the lookahead.</summary>
    /// <returns>False when the bits are no code of this table.</returns>
    internal bool TryFindLong(int next16, out int length, out int symbol)
    {
        for (length = LookaheadBits + 1; length <= 16; length++)
        {
            if (next16 >= limits[length])
                continue;
            symbol = symbols[symbolBases[length] + (next16 >> (16 - length))];
            return true;
        }

        symbol = 0;
        return false;
    }

    /// <summary>T.81 table H.2 and figure F.12: the difference that SSSS following bits mean.</summary>
    internal static int Extend(int bits, int ssss) => bits < 1 << (ssss - 1) ? bits - (1 << ssss) + 1 : bits;

    internal static int LengthOf(int entry) => entry & LengthMask;

    private void FillLookup(int code, int length, int ssss)
    {
        var free = LookaheadBits - length;
        var start = code << free;
        for (var tail = 0; tail < 1 << free; tail++)
        {
            Lookup[start + tail] = ssss switch
            {
                0 => length,
                16 => (32768 << 8) | length,
                _ when ssss <= free => (Extend(tail >> (free - ssss), ssss) << 8) | (length + ssss),
                _ => (ssss << 8) | CodeOnly | length,
            };
        }
    }
}
