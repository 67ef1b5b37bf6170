namespace Pandok.Deidentification.Text;

/// <summary>All detectors together: identity set, patterns, cues, and the optional recogniser.</summary>
internal sealed class Spans(IdentityMatcher identity, NameRecogniser? recognise)
{
    /// <summary>What must not stay of a normalised text, sorted, without overlaps.</summary>
    public List<TextSpan> Of(string text)
    {
        var found = new List<TextSpan>();
        identity.Find(text, found);
        Patterns.Find(text, found);
        NameCues.Find(text, found);
        KoreanCues.Find(text, found);
        PlaceCues.Find(text, found);
        if (recognise is not null) found.AddRange(recognise(text).Where(span => span.Start >= 0 && span.Start < span.End && span.End <= text.Length));
        return TextSpan.Unite(found);
    }
}
