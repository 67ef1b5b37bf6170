namespace Pandok.Deidentification.Pixels;

/// <summary>Text that a recogniser read in a picture. It may name a person: it is never logged or kept.</summary>
/// <param name="Area">Where.</param>
/// <param name="Text">What.</param>
public readonly record struct ReadText(Area Area, string Text);

/// <summary>An optional recogniser of text (OCR), passed in. Without one, what the detector finds is blanked all the same.</summary>
/// <param name="image">A frame as a person sees it.</param>
public delegate IReadOnlyList<ReadText> Look(GrayImage image);
