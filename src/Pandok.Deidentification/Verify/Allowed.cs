namespace Pandok.Deidentification.Verify;

/// <summary>What may stand in a released object under a tag of Table E.1-1.</summary>
internal enum Allowed
{
    /// <summary>A value kept or cleaned by an option; the searches for identity and patterns judge it.</summary>
    Value,
    /// <summary>A date, moved.</summary>
    Date,
    /// <summary>A UID of ours or of the standard.</summary>
    Uid,
    /// <summary>Nothing, or what no one wrote: a dummy, a pseudonym.</summary>
    Dummy,
    /// <summary>As Dummy, but a sequence has no items, unless the IOD requires them.</summary>
    Nothing,
}
