using System.Buffers.Binary;
using System.Text;

namespace Pandok.Report.Printing;

/// <summary>
/// Cuts a TrueType font down to the glyphs one document uses, glyph numbers unchanged. Skia would embed the whole font (a megabyte of Hangul).
/// The new character map holds exactly the document's characters, so text copied from the PDF is the text that was printed.
/// </summary>
internal static class FontSubset
{
    /// <param name="font">A TrueType file (glyf outlines; OpenType 1.9 "otff").</param>
    /// <param name="characters">Glyph number to code point.</param>
    public static byte[] Cut(byte[] font, IReadOnlyDictionary<ushort, int> characters)
    {
        var tables = Read(font);
        var longOffsets = U16(tables["head"].Span[50..]) != 0;
        var count = U16(tables["maxp"].Span[4..]);
        var outlines = Outlines(tables["loca"].Span, longOffsets, count);
        var keep = WithComponents(characters.Keys.Append((ushort)0), tables["glyf"], outlines);

        var (glyf, loca) = KeepOutlines(tables["glyf"].Span, outlines, keep);
        var head = tables["head"].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        return Write(new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
        {
            ["OS/2"] = tables["OS/2"],
            ["cmap"] = CharacterMap(characters),
            ["glyf"] = glyf,
            ["head"] = head,
            ["hhea"] = tables["hhea"],
            ["hmtx"] = KeepWidths(tables["hmtx"].ToArray(), U16(tables["hhea"].Span[34..]), keep),
            ["loca"] = loca,
            ["maxp"] = tables["maxp"],
            ["name"] = tables["name"],
            ["post"] = NoGlyphNames(tables["post"].Span),
        });
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Read(byte[] font)
    {
        var tables = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        for (var i = 0; i < U16(font.AsSpan(4)); i++)
        {
            var entry = font.AsSpan(12 + 16 * i, 16);
            tables[Encoding.ASCII.GetString(entry[..4])] = font.AsMemory((int)U32(entry[8..]), (int)U32(entry[12..]));
        }
        return tables;
    }

    private static Range[] Outlines(ReadOnlySpan<byte> loca, bool longOffsets, int count)
    {
        var ranges = new Range[count];
        for (var glyph = 0; glyph < count; glyph++)
            ranges[glyph] = longOffsets
                ? (int)U32(loca[(4 * glyph)..])..(int)U32(loca[(4 * glyph + 4)..])
                : (2 * U16(loca[(2 * glyph)..]))..(2 * U16(loca[(2 * glyph + 2)..]));
        return ranges;
    }

    private static HashSet<int> WithComponents(IEnumerable<ushort> wanted, ReadOnlyMemory<byte> glyf, Range[] outlines)
    {
        const int ArgsAreWords = 1, HasScale = 8, More = 0x20, HasTwoScales = 0x40, HasMatrix = 0x80;
        var keep = new HashSet<int>();
        var todo = new Stack<int>(wanted.Select(glyph => (int)glyph));
        while (todo.TryPop(out var glyph))
        {
            var outline = glyf.Span[outlines[glyph]];
            if (!keep.Add(glyph) || outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) continue;
            for (var at = 10; ;)
            {
                int flags = U16(outline[at..]);
                todo.Push(U16(outline[(at + 2)..]));
                at += 4 + ((flags & ArgsAreWords) != 0 ? 4 : 2) + ((flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0);
                if ((flags & More) == 0) break;
            }
        }
        return keep;
    }

    private static (byte[] Glyf, byte[] Loca) KeepOutlines(ReadOnlySpan<byte> glyf, Range[] outlines, HashSet<int> keep)
    {
        using var kept = new MemoryStream();
        var loca = new byte[4 * (outlines.Length + 1)];
        for (var glyph = 0; glyph < outlines.Length; glyph++)
        {
            if (keep.Contains(glyph))
            {
                kept.Write(glyf[outlines[glyph]]);
                while (kept.Length % 4 != 0) kept.WriteByte(0);
            }
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(4 * glyph + 4), (uint)kept.Length);
        }
        return (kept.ToArray(), loca);
    }

    private static byte[] KeepWidths(byte[] hmtx, int metrics, HashSet<int> keep)
    {
        for (var glyph = 0; glyph < metrics - 1; glyph++)
            if (!keep.Contains(glyph)) hmtx.AsSpan(4 * glyph, 4).Clear();
        return hmtx;
    }

    /// <summary>One Unicode subtable of format 12, a group per character.</summary>
    private static byte[] CharacterMap(IReadOnlyDictionary<ushort, int> characters)
    {
        var map = new byte[12 + 16 + 12 * characters.Count];
        BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(2), 1);
        BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(4), 3);
        BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(6), 10);
        BinaryPrimitives.WriteUInt32BigEndian(map.AsSpan(8), 12);
        var table = map.AsSpan(12);
        BinaryPrimitives.WriteUInt16BigEndian(table, 12);
        BinaryPrimitives.WriteUInt32BigEndian(table[4..], (uint)table.Length);
        BinaryPrimitives.WriteUInt32BigEndian(table[12..], (uint)characters.Count);
        var at = 16;
        foreach (var (glyph, codePoint) in characters.OrderBy(pair => pair.Value))
        {
            BinaryPrimitives.WriteUInt32BigEndian(table[at..], (uint)codePoint);
            BinaryPrimitives.WriteUInt32BigEndian(table[(at + 4)..], (uint)codePoint);
            BinaryPrimitives.WriteUInt32BigEndian(table[(at + 8)..], glyph);
            at += 12;
        }
        return map;
    }

    private static byte[] NoGlyphNames(ReadOnlySpan<byte> post)
    {
        var plain = post[..32].ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(plain, 0x00030000);
        return plain;
    }

    private static byte[] Write(SortedDictionary<string, ReadOnlyMemory<byte>> tables)
    {
        var font = new byte[12 + 16 * tables.Count + tables.Values.Sum(Padded)];
        var power = (int)Math.Log2(tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(font, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(10), (ushort)(16 * tables.Count - (16 << power)));
        int entry = 12, at = 12 + 16 * tables.Count;
        foreach (var (tag, table) in tables)
        {
            table.Span.CopyTo(font.AsSpan(at));
            Encoding.ASCII.GetBytes(tag, font.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(entry + 4), Checksum(font.AsSpan(at, Padded(table))));
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(entry + 8), (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(entry + 12), (uint)table.Length);
            at += Padded(table);
            entry += 16;
        }
        return font;
    }

    private static int Padded(ReadOnlyMemory<byte> table) => (table.Length + 3) & ~3;

    private static uint Checksum(ReadOnlySpan<byte> table)
    {
        var sum = 0u;
        for (var at = 0; at < table.Length; at += 4) sum += U32(table[at..]);
        return sum;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);
    private static uint U32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
