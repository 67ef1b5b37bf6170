using System.Buffers.Binary;
using Pandok.Dicom.Codecs;

namespace Pandok.Deidentification.Pixels.Jpeg;

/// <summary>
/// Blanks whole MCUs of a sequential DCT codestream (T.81 Annex F; PS3.5 A.4.1) without decoding it to samples: their blocks get one flat value, all others keep their coefficients,
/// so they decode to the same samples bit for bit. (Where chrominance is subsampled, a decoder that smooths it may draw from a neighbour at the border of an MCU.)
/// </summary>
internal static class JpegBlanker
{
    private sealed record Component(int Id, int Horizontal, int Vertical, int Quantizer)
    {
        public int Target, Read, Written, Dc, Ac;
    }

    private sealed class State
    {
        public readonly int[] DcQuantizers = new int[4];
        public readonly CodeTable?[] Dc = new CodeTable?[4], Ac = new CodeTable?[4];
        public Component[] Components = [];
        public int Precision, Rows, Columns, Interval, Widest, Highest;
        public List<Area> Areas = [];
    }

    /// <summary>Blanks the MCUs that areas touch.</summary>
    /// <param name="code">The codestream.</param>
    /// <param name="areas">In pixels.</param>
    /// <param name="isYbr">Whether three components are luminance and chrominance.</param>
    /// <param name="isInverse">Whether the lowest value is shown white.</param>
    /// <returns>The new codestream, or null if it is of another process (progressive, arithmetic, lossless).</returns>
    /// <exception cref="CodecException">The codestream is damaged.</exception>
    public static byte[]? Run(ReadOnlySpan<byte> code, IReadOnlyList<Area> areas, bool isYbr, bool isInverse)
    {
        var to = new List<byte>(code.Length + 64) { 0xFF, 0xD8 };
        var state = new State();
        var hasScan = false;
        for (var position = 2; ;)
        {
            var segment = JpegSegment.Read(code, position);
            if (segment.Marker == 0xD9) break;
            var body = code.Slice(segment.Body, segment.End - segment.Body);
            switch (segment.Marker)
            {
                case 0xC0 or 0xC1:
                    ReadFrame(body, state, areas, isYbr);
                    break;
                case 0xC2 or 0xC3 or >= 0xC5 and <= 0xC7 or >= 0xC9 and <= 0xCF:
                    return null;
                case 0xC4: ReadCodes(body, state); break;
                case 0xDB: ReadQuantizers(body, state); break;
                case 0xDD when body.Length >= 2: state.Interval = BinaryPrimitives.ReadUInt16BigEndian(body); break;
            }
            if (segment.Marker != 0xDA)
            {
                to.AddRange(code[segment.Start..segment.End]);
                position = segment.End;
                continue;
            }
            if (ScanOf(body, state) is not { } scan) return null;
            foreach (var component in state.Components) component.Target = TargetOf(component, state, isYbr, isInverse);
            WriteDcTables(to, scan, state);
            to.AddRange(code[segment.Start..segment.End]);
            if (Recode(code, segment.End, to, scan, state) is not { } end) return null;
            (position, hasScan) = (end, true);
        }
        if (!hasScan) throw new CodecException(CodecFault.Malformed, "A JPEG codestream without a scan");
        to.AddRange([0xFF, 0xD9]);
        if ((to.Count & 1) != 0) to.Add(0);
        return [.. to];
    }

    private static void ReadFrame(ReadOnlySpan<byte> body, State state, IReadOnlyList<Area> areas, bool isYbr)
    {
        if (body.Length < 6 || body.Length < 6 + 3 * body[5] || body[5] == 0) throw new CodecException(CodecFault.Malformed, "A JPEG frame header of a wrong length");
        (state.Precision, state.Rows, state.Columns) = (body[0], BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
        var components = new Component[body[5]];
        for (var i = 0; i < components.Length; i++)
        {
            var (factors, quantizer) = (body[7 + 3 * i], body[8 + 3 * i]);
            components[i] = new Component(body[6 + 3 * i], factors >> 4, factors & 15, quantizer & 3);
            if (factors >> 4 is 0 or > 4 || (factors & 15) is 0 or > 4) throw new CodecException(CodecFault.Malformed, "A JPEG component with impossible sampling");
        }
        state.Components = components;
        (state.Widest, state.Highest) = (components.Max(component => component.Horizontal), components.Max(component => component.Vertical));
        // Whole MCUs, also where a scan has one component and smaller units.
        var (width, height) = (8 * state.Widest, 8 * state.Highest);
        state.Areas = [.. areas.Select(area => Area.Of(area.X / width * width, area.Y / height * height, (area.Right + width - 1) / width * width, (area.Bottom + height - 1) / height * height))];
    }

    private static void ReadCodes(ReadOnlySpan<byte> body, State state)
    {
        while (body.Length >= 17)
        {
            var counts = body.Slice(1, 16);
            var total = 0;
            foreach (var count in counts) total += count;
            if (body.Length < 17 + total || (body[0] & 15) > 3) throw new CodecException(CodecFault.Malformed, "A Huffman table of a wrong length");
            (body[0] >> 4 == 0 ? state.Dc : state.Ac)[body[0] & 15] = new CodeTable(counts, body.Slice(17, total));
            body = body[(17 + total)..];
        }
    }

    private static void ReadQuantizers(ReadOnlySpan<byte> body, State state)
    {
        while (body.Length > 0)
        {
            var isWide = body[0] >> 4 != 0;
            var length = 1 + (isWide ? 128 : 64);
            if (body.Length < length) throw new CodecException(CodecFault.Malformed, "A quantization table of a wrong length");
            state.DcQuantizers[body[0] & 3] = Math.Max(1, isWide ? BinaryPrimitives.ReadUInt16BigEndian(body[1..]) : (int)body[1]);
            body = body[length..];
        }
    }

    // The quantized DC of a flat block: at least as dark as black, so that rounding does not leave it grey.
    private static int TargetOf(Component component, State state, bool isYbr, bool isInverse)
    {
        var quantizer = Math.Max(1, state.DcQuantizers[component.Quantizer]);
        if (isYbr && component != state.Components[0]) return 0;
        var half = 1 << (state.Precision - 1);
        return isInverse && state.Components.Length == 1 ? (8 * (half - 1) + quantizer - 1) / quantizer : -((8 * half + quantizer - 1) / quantizer);
    }

    private static Component[]? ScanOf(ReadOnlySpan<byte> body, State state)
    {
        if (body.Length < 1 || body.Length < 4 + 2 * body[0] || body[0] is 0 or > 4) throw new CodecException(CodecFault.Malformed, "A JPEG scan header of a wrong length");
        var scan = new Component[body[0]];
        for (var i = 0; i < scan.Length; i++)
        {
            var (id, tables) = (body[1 + 2 * i], body[2 + 2 * i]);
            scan[i] = Array.Find(state.Components, component => component.Id == id) ?? throw new CodecException(CodecFault.Malformed, "A scan of a component that is not there");
            (scan[i].Dc, scan[i].Ac) = (tables >> 4 & 3, tables & 3);
        }
        // Without an end-of-block code a flat block cannot be written.
        return Array.TrueForAll(scan, component => state.Dc[component.Dc] is not null && state.Ac[component.Ac] is { } ac && ac.Has(0)) ? scan : null;
    }

    private static void WriteDcTables(List<byte> to, Component[] scan, State state)
    {
        var (counts, values) = CodeTable.ForDc(state.Precision > 8);
        foreach (var table in scan.Select(component => component.Dc).Distinct())
        {
            to.AddRange([0xFF, 0xC4, 0, (byte)(19 + values.Length), (byte)table]);
            to.AddRange(counts);
            to.AddRange(values);
        }
    }

    // Copies the scan block by block; only DC differences are coded anew. Returns where the scan ends.
    private static int? Recode(ReadOnlySpan<byte> code, int start, List<byte> to, Component[] scan, State state)
    {
        var (counts, values) = CodeTable.ForDc(state.Precision > 8);
        var dc = new CodeTable(counts, values);
        var reader = new ScanReader(code, start);
        var writer = new ScanWriter(to);
        foreach (var component in scan) (component.Read, component.Written) = (0, 0);
        var single = scan.Length == 1 ? scan[0] : null;
        var (unitWidth, unitHeight) = single is null ? (8 * state.Widest, 8 * state.Highest) : (8 * state.Widest / single.Horizontal, 8 * state.Highest / single.Vertical);
        var (across, down) = ((state.Columns + unitWidth - 1) / unitWidth, (state.Rows + unitHeight - 1) / unitHeight);
        for (var unit = 0; unit < across * down; unit++)
        {
            if (state.Interval > 0 && unit > 0 && unit % state.Interval == 0)
            {
                var number = (unit / state.Interval - 1) & 7;
                reader.Restart(number);
                writer.Finish();
                writer = new ScanWriter(to);
                to.AddRange([0xFF, (byte)(0xD0 + number)]);
                foreach (var component in scan) (component.Read, component.Written) = (0, 0);
            }
            var place = new Area(unit % across * unitWidth, unit / across * unitHeight, unitWidth, unitHeight);
            var isBlank = state.Areas.Exists(area => area.Meets(place));
            foreach (var component in scan)
            {
                var blocks = single is null ? component.Horizontal * component.Vertical : 1;
                for (var i = 0; i < blocks; i++) CopyBlock(ref reader, writer, component, dc, state, isBlank);
            }
        }
        writer.Finish();
        return NextMarker(code, reader.Position);
    }

    private static void CopyBlock(ref ScanReader reader, ScanWriter writer, Component component, CodeTable dc, State state, bool isBlank)
    {
        var (from, ac) = (state.Dc[component.Dc]!, state.Ac[component.Ac]!);
        var size = from.Read(ref reader);
        if (size > 15) throw new CodecException(CodecFault.Malformed, "A DC difference of more than 15 bits");
        component.Read += Extend(reader.Take(size), size);
        WriteDc(writer, component, isBlank ? component.Target : component.Read, dc, state);
        for (var k = 1; k < 64; k++)
        {
            var symbol = ac.Read(ref reader);
            if (!isBlank) ac.Write(writer, symbol);
            var length = symbol & 15;
            if (length == 0)
            {
                if (symbol != 0xF0) break;
                k += 15;
                continue;
            }
            k += symbol >> 4;
            if (k > 63) throw new CodecException(CodecFault.Malformed, "A block of more than 64 coefficients", reader.Position);
            var extra = reader.Take(length);
            if (!isBlank) writer.Write(extra, length);
        }
        if (isBlank) ac.Write(writer, 0);
    }

    private static void WriteDc(ScanWriter writer, Component component, int value, CodeTable dc, State state)
    {
        var difference = value - component.Written;
        component.Written = value;
        var size = 32 - int.LeadingZeroCount(Math.Abs(difference));
        if (!dc.Has(size)) throw new CodecException(CodecFault.Malformed, $"A DC difference of {size} bits with {state.Precision} bits per sample");
        dc.Write(writer, size);
        writer.Write(difference < 0 ? difference - 1 : difference, size);
    }

    private static int Extend(int value, int size) => size == 0 || value >= 1 << (size - 1) ? value : value - (1 << size) + 1;

    private static int NextMarker(ReadOnlySpan<byte> code, int position)
    {
        for (; position + 1 < code.Length; position++)
        {
            if (code[position] == 0xFF && code[position + 1] is not (0 or 0xFF or >= 0xD0 and <= 0xD7)) return position;
        }
        throw new CodecException(CodecFault.Truncated, "The codestream ends without EOI", code.Length);
    }
}
