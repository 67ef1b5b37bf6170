namespace Pandok.Dicom.Codecs.Dct;

/// <summary>A Huffman table for DCT (T.81 Annex C): the next 16 bits give length and symbol in one load.</summary>
internal sealed class DctHuffmanTable
{
    // Length in the upper byte, symbol in the lower; 0 where no code starts.
    private readonly ushort[] lookup = new ushort[1 << 16];

    public ushort this[int next16] => lookup[next16];

    /// <param name="definition">16 counts, then the symbols.</param>
    /// <param name="at">Where it lies, for the error.</param>
    public static DctHuffmanTable Build(ReadOnlySpan<byte> definition, int at)
    {
        var table = new DctHuffmanTable();
        var code = 0;
        var symbol = 16;
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < definition[length - 1]; i++, code++, symbol++)
            {
                if (code >= 1 << length) throw new CodecException(CodecFault.Malformed, "A Huffman table has more codes than its lengths allow", at);
                table.lookup.AsSpan(code << (16 - length), 1 << (16 - length)).Fill((ushort)(length << 8 | definition[symbol]));
            }
        }
        return table;
    }
}
