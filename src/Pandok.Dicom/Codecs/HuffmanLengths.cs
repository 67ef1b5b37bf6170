namespace Pandok.Dicom.Codecs;

/// <summary>The best prefix code of at most 16 bits for given frequencies, by package-merge; the code of all ones stays free (T.81 K.2).</summary>
internal static class HuffmanLengths
{
    private const int Longest = 16;

    /// <param name="frequencies">By symbol.</param>
    /// <returns>How many codes have each length, index 1 to 16; the symbols that occur, from short to long codes.</returns>
    public static (byte[] Lengths, byte[] Symbols) Of(ReadOnlySpan<long> frequencies)
    {
        // Symbol -1 takes the place of the code of all ones: the rarest, so among the longest, and the last of them.
        var leaves = new List<(long Weight, int[] Symbols)> { (0, [-1]) };
        for (var symbol = 0; symbol < frequencies.Length; symbol++)
            if (frequencies[symbol] > 0) leaves.Add((frequencies[symbol], [symbol]));
        leaves.Sort((a, b) => a.Weight.CompareTo(b.Weight));

        var packages = leaves;
        for (var level = 1; level < Longest; level++)
        {
            var merged = new List<(long Weight, int[] Symbols)>(leaves);
            for (var i = 0; i + 1 < packages.Count; i += 2)
                merged.Add((packages[i].Weight + packages[i + 1].Weight, [.. packages[i].Symbols, .. packages[i + 1].Symbols]));
            merged.Sort((a, b) => a.Weight.CompareTo(b.Weight));
            packages = merged;
        }

        var lengthOf = packages.Take(2 * leaves.Count - 2).SelectMany(package => package.Symbols).GroupBy(symbol => symbol).ToDictionary(group => group.Key, group => group.Count());
        var reserved = lengthOf.Values.Max();
        // The dummy must be among the longest; where ties gave it a shorter one, it changes places with a longest.
        if (lengthOf[-1] < reserved)
        {
            var longest = lengthOf.First(pair => pair.Value == reserved).Key;
            (lengthOf[-1], lengthOf[longest]) = (reserved, lengthOf[-1]);
        }
        lengthOf.Remove(-1);
        var lengths = new byte[Longest + 1];
        foreach (var length in lengthOf.Values) lengths[length]++;
        return (lengths, [.. lengthOf.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => (byte)pair.Key)]);
    }
}
