namespace Pandok.Fuzz;

/// <summary>Makes an input that is nearly good: a few changes to one seed, or the front of one before the back of another.</summary>
internal sealed class Mutator(Random random, byte[][] words)
{
    private const int Longest = 64 << 10;
    private static readonly uint[] Numbers = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    public byte[] Next(IReadOnlyList<byte[]> inputs)
    {
        var bytes = new List<byte>(inputs[random.Next(inputs.Count)]);
        for (var changes = 1 << random.Next(5); changes > 0; changes--) Change(bytes, inputs);
        if (bytes.Count > Longest) bytes.RemoveRange(Longest, bytes.Count - Longest);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> inputs)
    {
        var at = random.Next(bytes.Count + 1);
        var rest = bytes.Count - at;
        switch (random.Next(10))
        {
            case 0 when rest > 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when rest > 0: bytes[at] = (byte)random.Next(256); break;
            case 2 when rest > 0: bytes[at] += (byte)(random.Next(70) - 35); break;
            case 3 when rest > 0: bytes.RemoveRange(at, random.Next(1, Math.Min(rest, 64) + 1)); break;
            case 4: bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 32)).Select(_ => (byte)random.Next(256))); break;
            case 5 when rest > 0: bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, Math.Min(rest, random.Next(1, 256)))); break;
            case 6 when rest > 0: bytes.RemoveRange(at, rest); break;
            case 7:
                var other = inputs[random.Next(inputs.Count)];
                bytes.RemoveRange(at, rest);
                bytes.AddRange(other.Skip(random.Next(other.Length + 1)));
                break;
            case 8 when words.Length > 0: Put(bytes, at, words[random.Next(words.Length)]); break;
            default:
                var number = BitConverter.GetBytes(Numbers[random.Next(Numbers.Length)]);
                if (random.Next(2) == 0) Array.Reverse(number);
                Put(bytes, at, random.Next(2) == 0 ? number : number[..2]);
                break;
        }
    }

    // Over what stands there, or between.
    private void Put(List<byte> bytes, int at, byte[] word)
    {
        if (random.Next(2) == 0) bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
        bytes.InsertRange(at, word);
    }
}
