namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// Where an image's sub-bands lie and how many bits they need (ISO/IEC 15444-1 Annexes B and E). Resolution 0 has the band LL alone, each further one has
/// HL, LH and HH, in this order. Every component has the same. The image starts at the origin of the canvas, so all first indices are even.
/// </summary>
internal sealed class Decomposition
{
    // Largest gain of the reversible 5/3 (in one direction, for any input) after so many low-passes, and of a high-pass behind them.
    // Both have all but reached their limits (1.7156, 2.8671) at the last entry.
    private static ReadOnlySpan<double> LowGains => [1, 1.5, 1.625, 1.6875, 1.6963, 1.7067, 1.7116, 1.7129, 1.7156];
    private static ReadOnlySpan<double> HighGains => [2, 2.5, 2.75, 2.8047, 2.8198, 2.841, 2.8558, 2.8601, 2.8671];

    private readonly Band[] lows;
    private readonly Band[][] resolutions;

    internal Decomposition(Htj2kImage image, int levels)
    {
        Levels = levels;
        var bits = image.Precision + (image.Components == 3 ? 1 : 0);
        var at = 0L;
        lows = new Band[levels + 1];
        resolutions = new Band[levels + 1][];
        lows[0] = new Band(image.Width, image.Height, 0, 0);
        for (var level = 1; level <= levels; level++)
        {
            var outer = lows[level - 1];
            var (lowWidth, lowHeight) = ((outer.Width + 1) / 2, (outer.Height + 1) / 2);
            var (highWidth, highHeight) = (outer.Width / 2, outer.Height / 2);
            var (low, high) = (Gain(LowGains, level), Gain(HighGains, level - 1));
            resolutions[levels + 1 - level] =
            [
                Place(highWidth, lowHeight, bits + Bits(high * low)),
                Place(lowWidth, highHeight, bits + Bits(low * high)),
                Place(highWidth, highHeight, bits + Bits(high * high)),
            ];
            lows[level] = Place(lowWidth, lowHeight, 0);
        }

        if (levels == 0)
            lows[0] = Place(image.Width, image.Height, 0);
        resolutions[0] = [lows[levels] with { Planes = Math.Max(2, bits + Bits(Gain(LowGains, levels) * Gain(LowGains, levels))) }];
        Length = (int)at;
        Blocks = PlaceBlocks();

        Band Place(int width, int height, int planes)
        {
            var band = new Band(width, height, (int)at, planes);
            at += (long)band.Stride * height;
            if (at > Array.MaxLength)
                throw new CodecException(CodecFault.TooLarge, $"{image.Width} x {image.Height} pixels have more coefficients than one array");
            return band;
        }
    }

    /// <summary>Halvings.</summary>
    internal int Levels { get; }

    /// <summary>Coefficients of a component, with those only passed on from level to level.</summary>
    internal int Length { get; }

    /// <summary>Every block of a component: resolution by resolution, band by band, row by row.</summary>
    internal BlockPlace[] Blocks { get; }

    /// <summary>The bands of a resolution.</summary>
    internal ReadOnlySpan<Band> Resolution(int resolution) => resolutions[resolution];

    /// <summary>What the level before leaves: level 0 is the image itself.</summary>
    internal Band Low(int level) => lows[level];

    /// <summary>Halvings where none are asked for: 5; more, until a side of the lowest resolution is at most 64 (PS3.5 10.18); no more than halve the shorter side.</summary>
    internal static int LevelsFor(int width, int height)
    {
        var side = Math.Min(width, height);
        var levels = 0;
        while (side > 1 && (levels < 5 || side > 64))
        {
            side = (side + 1) / 2;
            levels++;
        }

        return levels;
    }

    private BlockPlace[] PlaceBlocks()
    {
        var places = new List<BlockPlace>();
        for (var r = 0; r <= Levels; r++)
        {
            for (var b = 0; b < resolutions[r].Length; b++)
            {
                var band = resolutions[r][b] = resolutions[r][b] with { FirstBlock = places.Count };
                for (var y = 0; y < band.Height; y += BlockCoder.Side)
                    for (var x = 0; x < band.Width; x += BlockCoder.Side)
                        places.Add(new BlockPlace(band.Start + y * band.Stride + x, band.Stride, Math.Min(BlockCoder.Side, band.Width - x), Math.Min(BlockCoder.Side, band.Height - y)));
            }
        }

        return [.. places];
    }

    private static double Gain(ReadOnlySpan<double> gains, int level) => gains[Math.Min(level, gains.Length - 1)];

    private static int Bits(double gain) => (int)Math.Ceiling(Math.Log2(gain));
}
