namespace Pandok.Deidentification.Text;

/// <summary>An optional statistical recogniser of people and places, passed in from outside. It can only add spans. It must give the same answer for the same text, or the output is not reproducible.</summary>
/// <param name="text">Normalised text: NFC, half width.</param>
/// <returns>Spans inside the text; others are ignored.</returns>
public delegate IReadOnlyList<TextSpan> NameRecogniser(string text);
