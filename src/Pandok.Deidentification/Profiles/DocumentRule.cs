namespace Pandok.Deidentification;

/// <summary>What happens to an encapsulated document (PDF, CDA, STL and the like) or a video stream, which the header's rules cannot clean.</summary>
public enum DocumentRule
{
    /// <summary>Quarantine: a person looks.</summary>
    Quarantine,
    /// <summary>Refused: nothing of it is kept.</summary>
    Refuse,
    /// <summary>Its pages or frames are rendered, cleaned as images and packed anew; quarantine where that cannot be done.</summary>
    Render,
}
