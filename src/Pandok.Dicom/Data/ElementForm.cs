namespace Pandok.Dicom.Data;

/// <summary>How an element stood in its file, where the standard leaves a choice.</summary>
[Flags]
internal enum ElementForm : byte
{
    /// <summary>The value is a chain of fragment items.</summary>
    Encapsulated = 1,
    /// <summary>A sequence closed by a delimiter instead of a length.</summary>
    UndefinedLength = 2,
    /// <summary>The items are implicit VR little endian inside an explicit data set: a UN element (PS3.5 section 6.2.2, note 2; CP-246).</summary>
    ImplicitItems = 4,
    /// <summary>Letters that are no VR, with a 16-bit length.</summary>
    ShortLength = 8,
}
