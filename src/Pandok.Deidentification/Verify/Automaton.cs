namespace Pandok.Deidentification.Verify;

/// <summary>
/// Aho-Corasick: all patterns in one pass, its steps a table.
/// ASCII capitals and small letters are the same. Built once, then only read.
/// </summary>
internal sealed class Automaton
{
    private readonly byte[] columns = new byte[256]; // bytes that no pattern has share column 0
    private readonly int width;
    private readonly int[] next;
    private readonly int[] own; // index of the pattern that ends in a state, or -1
    private readonly int[] shorter; // the nearest state below that ends a pattern, or 0

    public Automaton(IReadOnlyList<byte[]> patterns)
    {
        width = 1;
        foreach (var pattern in patterns)
        {
            foreach (var b in pattern)
            {
                if (columns[Fold(b)] == 0 && width < 256) columns[Fold(b)] = (byte)width++;
            }
        }
        for (var b = 'A'; b <= 'Z'; b++) columns[b] = columns[b + 32];
        var states = new List<int>(new int[width]);
        var ends = new List<int> { -1 };
        for (var i = 0; i < patterns.Count; i++)
        {
            var state = 0;
            foreach (var b in patterns[i])
            {
                var at = state * width + columns[b];
                if (states[at] == 0)
                {
                    states[at] = ends.Count;
                    states.AddRange(new int[width]);
                    ends.Add(-1);
                }
                state = states[at];
            }
            ends[state] = i;
        }
        next = [.. states];
        own = [.. ends];
        shorter = new int[own.Length];
        Link();
    }

    /// <summary>Called for each pattern found; <paramref name="end"/> is the place behind its last byte.</summary>
    public delegate void Hit(int pattern, int end);

    /// <summary>Tells each place of each pattern.</summary>
    public void Search(ReadOnlySpan<byte> bytes, Hit hit)
    {
        var (table, state) = (next, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            state = table[state * width + columns[bytes[i]]];
            for (var at = own[state] >= 0 ? state : shorter[state]; at != 0; at = shorter[at]) hit(own[at], i + 1);
        }
    }

    public static byte Fold(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b;

    // Breadth first: the state to fall back to is known before those below need it.
    private void Link()
    {
        var fallback = new int[own.Length];
        var queue = new Queue<int>();
        for (var column = 0; column < width; column++)
        {
            if (next[column] != 0) queue.Enqueue(next[column]);
        }
        if (own[0] >= 0) own[0] = -1; // an empty pattern is everywhere and says nothing
        while (queue.TryDequeue(out var state))
        {
            var back = fallback[state];
            shorter[state] = own[back] >= 0 ? back : shorter[back];
            for (var column = 0; column < width; column++)
            {
                ref var to = ref next[state * width + column];
                var other = next[back * width + column];
                if (to == 0) to = other;
                else
                {
                    fallback[to] = other;
                    queue.Enqueue(to);
                }
            }
        }
    }
}
