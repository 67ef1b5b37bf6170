namespace Pandok.Deidentification.Faces;

/// <summary>Whether an object's field holds a head, as far as its header tells.</summary>
public enum HeadField
{
    /// <summary>It is no volume of a section through a body, or its header names another region.</summary>
    No,
    /// <summary>Nothing says where in the body it lies, or its study and its series say different things: only the pixels can tell.</summary>
    Unknown,
    /// <summary>Head, neck or the whole body.</summary>
    Yes,
}
