namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// Which blocks of a precinct have code, and how many bit-planes they leave out, as the packet header tells it (ISO/IEC 15444-1 B.10.2).
/// With one layer and one pass all blocks of a band leave out the same number, so that a node says no more than "seen" and "any below it".
/// </summary>
internal sealed class TagTree
{
    private const byte Any = 1, InclusionTold = 2, PlanesTold = 4;

    private readonly List<(int Start, int Across)> levels = [];
    private byte[] nodes = [];

    internal void Reset(int across, int down)
    {
        levels.Clear();
        var count = 0;
        while (true)
        {
            levels.Add((count, across));
            count += across * down;
            if (across * down <= 1)
                break;
            (across, down) = ((across + 1) / 2, (down + 1) / 2);
        }

        if (nodes.Length < count)
            nodes = new byte[count];
        Array.Clear(nodes, 0, count);
    }

    /// <summary>Whether any block has code.</summary>
    internal bool HasAny => (nodes[levels[^1].Start] & Any) != 0;

    internal void Include(int x, int y)
    {
        for (var level = 0; level < levels.Count; level++)
            At(x, y, level) |= Any;
    }

    /// <summary>Says whether a block has code, from the root down, as far as not said yet.</summary>
    /// <returns>Whether it has.</returns>
    internal bool TellInclusion(int x, int y, HeaderBits bits)
    {
        for (var level = levels.Count - 1; level >= 0; level--)
        {
            ref var node = ref At(x, y, level);
            if ((node & InclusionTold) == 0)
                bits.Put((uint)(node & Any), 1);
            node |= InclusionTold;
            if ((node & Any) == 0)
                return false;
        }

        return true;
    }

    /// <summary>Says how many of the highest bit-planes are left out.</summary>
    internal void TellMissingPlanes(int x, int y, int missing, HeaderBits bits)
    {
        for (var level = levels.Count - 1; level >= 0; level--)
        {
            ref var node = ref At(x, y, level);
            if ((node & PlanesTold) != 0)
                continue;
            node |= PlanesTold;
            if (level == levels.Count - 1)
                bits.Put(0, missing);
            bits.Put(1, 1);
        }
    }

    private ref byte At(int x, int y, int level) => ref nodes[levels[level].Start + (y >> level) * levels[level].Across + (x >> level)];
}
