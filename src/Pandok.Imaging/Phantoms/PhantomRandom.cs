namespace Pandok.Imaging.Phantoms;

/// <summary>A small generator of our own (SplitMix64), so that a seed means the same chest with every runtime.</summary>
internal sealed class PhantomRandom(ulong seed)
{
    private ulong state = seed * 0x9E3779B97F4A7C15 + 0x1234567;

    /// <summary>Uniform in [0, 1).</summary>
    internal double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    internal double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>Uniform in 0 .. below - 1.</summary>
    internal int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>About normal, with deviation 1: the sum of twelve uniforms.</summary>
    internal double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Unit();
        return sum;
    }

    private ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
