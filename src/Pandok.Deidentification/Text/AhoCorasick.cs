namespace Pandok.Deidentification.Text;

/// <summary>Many words looked for in one pass (Aho and Corasick 1975): time grows with the text, not with the number of words. Built once, safe for concurrent use.</summary>
internal sealed class AhoCorasick
{
    private readonly Dictionary<long, int> edges = [];
    private readonly List<int> fail = [0];
    private readonly List<int> word = [-1];
    private readonly List<int> shorter = [-1]; // the next state on the chain of failures that ends a word
    private readonly int[] lengths;

    /// <summary>Builds the automaton.</summary>
    /// <param name="words">Not empty ones; of equal words the last one is reported.</param>
    public AhoCorasick(IReadOnlyList<string> words)
    {
        lengths = [.. words.Select(text => text.Length)];
        for (var i = 0; i < words.Count; i++)
        {
            var state = 0;
            foreach (var c in words[i])
            {
                if (!edges.TryGetValue(Key(state, c), out var next))
                {
                    next = fail.Count;
                    edges.Add(Key(state, c), next);
                    fail.Add(0);
                    word.Add(-1);
                    shorter.Add(-1);
                }
                state = next;
            }
            if (state != 0) word[state] = i;
        }
        Link();
    }

    /// <summary>Reports every occurrence: index of the word, first position, length.</summary>
    public void Find(ReadOnlySpan<char> text, Action<int, int, int> found)
    {
        if (fail.Count == 1) return;
        var state = 0;
        for (var i = 0; i < text.Length; i++)
        {
            state = Step(state, text[i]);
            for (var end = word[state] >= 0 ? state : shorter[state]; end > 0; end = shorter[end]) found(word[end], i + 1 - lengths[word[end]], lengths[word[end]]);
        }
    }

    // A parent has a smaller number than its children only within one word, so the states are taken by depth.
    private void Link()
    {
        var children = new List<(char, int)>?[fail.Count];
        foreach (var (key, child) in edges) (children[(int)(key >> 16)] ??= []).Add(((char)(key & 0xFFFF), child));
        var queue = new Queue<int>();
        queue.Enqueue(0);
        while (queue.TryDequeue(out var state))
        {
            foreach (var (c, child) in children[state] ?? [])
            {
                fail[child] = state == 0 ? 0 : Step(fail[state], c);
                shorter[child] = word[fail[child]] >= 0 ? fail[child] : shorter[fail[child]];
                queue.Enqueue(child);
            }
        }
    }

    private int Step(int state, char c)
    {
        while (true)
        {
            if (edges.TryGetValue(Key(state, c), out var next)) return next;
            if (state == 0) return 0;
            state = fail[state];
        }
    }

    private static long Key(int state, char c) => ((long)state << 16) | c;
}
