namespace Pandok.Deidentification.Pixels;

/// <summary>What counts as text for the detector.</summary>
public sealed record DetectorSettings
{
    /// <summary>Recall first: for objects that often hold text, where a box too many costs little.</summary>
    public static DetectorSettings Recall { get; } = new();

    /// <summary>For original images, where text is rare and a false alarm keeps a good image from the reader.</summary>
    public static DetectorSettings Careful { get; } = new() { Contrast = 40, LeastSharpness = 0.4, LeastParts = 6, LeastLetters = 6, MostUneven = 1.5, LeastScore = 4 };

    /// <summary>The verifying look: other windows, another threshold, so that it does not share the first look's blind spots.</summary>
    public static DetectorSettings Verifying { get; } = new() { Radii = [4, 9, 17], Spread = 0.65, Contrast = 24, LeastParts = 3, LeastScore = 2 };

    /// <summary>Half windows in pixels: each finds text about 1 to 2.5 times as high.</summary>
    public IReadOnlyList<int> Radii { get; init; } = [6, 12, 24];

    /// <summary>Ink differs from the mean of its window by at least so many standard deviations.</summary>
    public double Spread { get; init; } = 0.5;

    /// <summary>Ink differs from what surrounds it by at least so many of 255 grey values.</summary>
    public int Contrast { get; init; } = 18;

    /// <summary>The step at the border of ink, as a part of the whole contrast: text has hard borders.</summary>
    public double LeastSharpness { get; init; } = 0.3;

    /// <summary>Parts of writing in a line.</summary>
    public int LeastParts { get; init; } = 2;

    /// <summary>Letters or syllables in a line, their pieces stacked.</summary>
    public int LeastLetters { get; init; } = 1;

    /// <summary>The height of a line over the mean height of its letters.</summary>
    public double MostUneven { get; init; } = 3;

    /// <summary>How much a line must look like one, in log odds: 0 is undecided, 4 is nearly sure.</summary>
    public double LeastScore { get; init; }
}
