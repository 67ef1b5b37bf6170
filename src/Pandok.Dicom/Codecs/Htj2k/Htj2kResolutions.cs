using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>Finds the resolutions of a codestream by its TLM markers, so that a lower resolution can be sent as a prefix (PS3.5 10.18).</summary>
public static class Htj2kResolutions
{
    // SOC, then SIZ with one component: no codestream is shorter.
    private const int ShortestHeader = 2 + 2 + 41;

    /// <summary>The sizes of an image at each resolution, from the lowest to the full one, as <see cref="Htj2kEncoder"/> encodes it unless told otherwise.</summary>
    /// <param name="width">Pixels in a row, 1 to 65535.</param>
    /// <param name="height">Rows, 1 to 65535.</param>
    public static IReadOnlyList<(int Width, int Height)> SizesOf(int width, int height)
    {
        var levels = Decomposition.LevelsFor(width, height);
        return [.. Enumerable.Range(0, levels + 1).Select(r => (Halved(width, levels - r), Halved(height, levels - r)))];
    }

    /// <summary>Reads the main header.</summary>
    /// <param name="codestream">The codestream, or a prefix of it that reaches at least four bytes into the first tile-part.</param>
    /// <exception cref="CodecException">
    /// Not a codestream of one tile with a tile-part for each resolution, RPCL and TLM, or its main header is damaged or cut.
    /// </exception>
    public static Htj2kBoundaries ReadBoundaries(ReadOnlySpan<byte> codestream)
    {
        if (codestream.Length < ShortestHeader || Word(codestream, 0) != Markers.Soc || Word(codestream, 2) != Markers.Siz)
            throw new CodecException(CodecFault.Malformed, "Not a JPEG 2000 codestream: it does not start with SOC and SIZ", 0);

        var levels = -1;
        var lengths = new List<int>();
        var at = 2;
        while (true)
        {
            if (at + 4 > codestream.Length)
                throw new CodecException(CodecFault.Truncated, "The main header ends before its first tile-part", codestream.Length);
            var marker = Word(codestream, at);
            if (marker == Markers.Sot)
                break;
            var length = Word(codestream, at + 2);
            if (marker < 0xFF4F || length < 2)
                throw new CodecException(CodecFault.Malformed, $"0x{marker:X4} is not a marker segment", at);
            if (at + 2 + length > codestream.Length)
                throw new CodecException(CodecFault.Truncated, $"Marker segment 0x{marker:X4} is cut", at);
            var parameters = codestream.Slice(at + 4, length - 2);
            switch (marker)
            {
                case Markers.Siz:
                    CheckOneTile(parameters, at);
                    break;
                case Markers.Cod:
                    levels = ReadLevels(parameters, at);
                    break;
                case Markers.Tlm:
                    ReadLengths(parameters, at, lengths);
                    break;
            }

            at += 2 + length;
        }

        if (levels < 0)
            throw new CodecException(CodecFault.Malformed, "The main header has no COD", at);
        if (lengths.Count != levels + 1)
            throw new CodecException(CodecFault.UnsupportedSyntax, $"TLM tells {lengths.Count} tile-parts, the image has {levels + 1} resolutions", at);
        return Sum(at, lengths);
    }

    private static Htj2kBoundaries Sum(int header, List<int> lengths)
    {
        var ends = new int[lengths.Count];
        long end = header;
        for (var r = 0; r < ends.Length; r++)
        {
            end += lengths[r] + (r == ends.Length - 1 ? 2 : 0); // EOC
            if (end > int.MaxValue)
                throw new CodecException(CodecFault.TooLarge, $"TLM tells more than {int.MaxValue} bytes");
            ends[r] = (int)end;
        }

        return new Htj2kBoundaries(header, lengths, ends);
    }

    private static void CheckOneTile(ReadOnlySpan<byte> siz, int at)
    {
        if (siz.Length < 36)
            throw new CodecException(CodecFault.Malformed, "SIZ is too short", at);
        var (right, bottom) = (Long(siz, 2), Long(siz, 6));
        var (tileWidth, tileHeight, tileLeft, tileTop) = (Long(siz, 18), Long(siz, 22), Long(siz, 26), Long(siz, 30));
        if ((ulong)tileLeft + tileWidth < right || (ulong)tileTop + tileHeight < bottom)
            throw new CodecException(CodecFault.UnsupportedSyntax, "The image has more than one tile", at);
    }

    private static int ReadLevels(ReadOnlySpan<byte> cod, int at)
    {
        if (cod.Length < 10 || cod[5] > 32)
            throw new CodecException(CodecFault.Malformed, "COD is damaged", at);
        if (cod[1] != Markers.Rpcl)
            throw new CodecException(CodecFault.UnsupportedSyntax, $"Progression {cod[1]} is not RPCL", at);
        return cod[5];
    }

    private static void ReadLengths(ReadOnlySpan<byte> tlm, int at, List<int> lengths)
    {
        if (tlm.Length < 2)
            throw new CodecException(CodecFault.Malformed, "TLM is too short", at);
        var (tileBytes, longLengths) = (tlm[1] >> 4 & 3, (tlm[1] & 0x40) != 0);
        var entry = tileBytes + (longLengths ? 4 : 2);
        if (tileBytes == 3 || (tlm.Length - 2) % entry != 0)
            throw new CodecException(CodecFault.Malformed, "TLM is not a whole number of entries", at);
        for (var i = 2; i < tlm.Length; i += entry)
        {
            var tile = tileBytes switch { 0 => 0, 1 => tlm[i], _ => Word(tlm, i) };
            var length = longLengths ? Long(tlm, i + tileBytes) : Word(tlm, i + tileBytes);
            if (tile != 0)
                throw new CodecException(CodecFault.UnsupportedSyntax, $"TLM tells of tile {tile}: only one tile is read", at);
            if (length is < Markers.TilePartHeaderLength or > int.MaxValue)
                throw new CodecException(CodecFault.Malformed, $"A tile-part of {length} bytes", at);
            lengths.Add((int)length);
        }
    }

    private static int Halved(int side, int times) => (int)((side + (1L << times) - 1) >> times);

    private static ushort Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static uint Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
