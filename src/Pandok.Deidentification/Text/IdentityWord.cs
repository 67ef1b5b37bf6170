namespace Pandok.Deidentification.Text;

/// <summary>One form of an identity term, squeezed and folded.</summary>
/// <param name="Text">Letters and digits only, small, without diacritics.</param>
/// <param name="Mark">What it is.</param>
/// <param name="IsWeak">True if it counts only next to another form, such as a surname of two letters.</param>
/// <param name="WholeOnly">True if it must be a whole token; others also count inside one.</param>
internal readonly record struct IdentityWord(string Text, Mark Mark, bool IsWeak = false, bool WholeOnly = false);
