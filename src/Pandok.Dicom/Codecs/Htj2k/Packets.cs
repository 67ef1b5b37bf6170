using System.Buffers;
using System.Numerics;

namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// The packets of a frame, one for each resolution, precinct and component, in RPCL order (ISO/IEC 15444-1 B.10 and B.12).
/// Precincts have their default side of 2^15 samples of the resolution: an image up to 32768 has one.
/// </summary>
internal sealed class Packets(Decomposition plan, int components, CodedBlocks blocks)
{
    private const int PrecinctSide = 1 << 15;

    [ThreadStatic]
    private static HeaderBits? headersOfThread;

    [ThreadStatic]
    private static TagTree? treeOfThread;

    private readonly HeaderBits headers = headersOfThread ??= new HeaderBits();
    private readonly TagTree tree = treeOfThread ??= new TagTree();
    private readonly List<Packet> packets = [];

    /// <summary>Makes the headers of all packets.</summary>
    /// <returns>Bytes of each resolution's packets.</returns>
    internal long[] Prepare()
    {
        headers.Clear();
        var lengths = new long[plan.Levels + 1];
        for (var r = 0; r <= plan.Levels; r++)
        {
            var size = plan.Low(plan.Levels - r);
            for (var y = 0; y * PrecinctSide < size.Height; y++)
                for (var x = 0; x * PrecinctSide < size.Width; x++)
                    for (var component = 0; component < components; component++)
                        lengths[r] += PrepareOne(r, x, y, component);
        }

        return lengths;
    }

    /// <summary>Writes the packets of a resolution.</summary>
    internal void Write(int resolution, IBufferWriter<byte> output)
    {
        foreach (var packet in packets)
        {
            if (packet.Resolution != resolution)
                continue;
            output.Write(headers.Bytes(packet.HeaderStart, packet.HeaderLength));
            foreach (var band in plan.Resolution(resolution))
            {
                var area = Area(band, resolution, packet.X, packet.Y);
                for (var y = area.Top; y < area.Bottom; y++)
                    for (var x = area.Left; x < area.Right; x++)
                        output.Write(blocks[packet.Component, band.FirstBlock + y * band.BlocksAcross + x].Bytes);
            }
        }
    }

    private long PrepareOne(int resolution, int precinctX, int precinctY, int component)
    {
        var (start, body, first) = (headers.Length, 0L, true);
        var silent = 0;
        foreach (var band in plan.Resolution(resolution))
        {
            var area = Area(band, resolution, precinctX, precinctY);
            if (area.IsEmpty)
                continue;
            tree.Reset(area.Right - area.Left, area.Bottom - area.Top);
            for (var y = area.Top; y < area.Bottom; y++)
                for (var x = area.Left; x < area.Right; x++)
                    if (blocks[component, band.FirstBlock + y * band.BlocksAcross + x].Length > 0)
                        tree.Include(x - area.Left, y - area.Top);
            if (!tree.HasAny && first)
            {
                // A packet without any code is one bit; whether this is one, later bands tell.
                silent++;
                continue;
            }

            if (first)
            {
                headers.Put(1, 1);
                headers.Put(0, silent);
                first = false;
            }

            for (var y = area.Top; y < area.Bottom; y++)
                for (var x = area.Left; x < area.Right; x++)
                    body += Tell(x - area.Left, y - area.Top, band.Planes - 1, blocks[component, band.FirstBlock + y * band.BlocksAcross + x].Length);
        }

        if (first)
            headers.Put(0, 1);
        headers.End();
        packets.Add(new Packet(resolution, precinctX, precinctY, component, start, headers.Length - start));
        return headers.Length - start + body;
    }

    private int Tell(int x, int y, int missingPlanes, int length)
    {
        if (!tree.TellInclusion(x, y, headers))
            return 0;
        tree.TellMissingPlanes(x, y, missingPlanes, headers);
        headers.Put(0, 1); // one pass
        // The length has 3 bits, and one more for each 1 before the 0.
        var more = Math.Max(0, 32 - BitOperations.LeadingZeroCount((uint)length) - 3);
        headers.Put(uint.MaxValue << 1, more + 1);
        headers.Put((uint)length, more + 3);
        return length;
    }

    // The blocks of a band that belong to a precinct. A precinct's side is halved in the bands of all but the lowest resolution.
    private static BlockArea Area(in Band band, int resolution, int precinctX, int precinctY)
    {
        var side = PrecinctSide / BlockCoder.Side / (resolution == 0 ? 1 : 2);
        return new BlockArea(
            Math.Min(precinctX * side, band.BlocksAcross), Math.Min(precinctY * side, band.BlocksDown),
            Math.Min((precinctX + 1) * side, band.BlocksAcross), Math.Min((precinctY + 1) * side, band.BlocksDown));
    }

    private readonly record struct BlockArea(int Left, int Top, int Right, int Bottom)
    {
        internal bool IsEmpty => Left >= Right || Top >= Bottom;
    }

    private readonly record struct Packet(int Resolution, int X, int Y, int Component, int HeaderStart, int HeaderLength);
}
