namespace Pandok.Access;

/// <summary>What becomes of documents (PDF, CDA, STL) that a site sends, which no rule can clean.</summary>
internal enum DocumentPolicy
{
    /// <summary>Kept sealed for a privacy officer.</summary>
    Hold,
    /// <summary>Not taken: the sender is told, and a note stays in the study's timeline and receipt.</summary>
    Drop,
}
