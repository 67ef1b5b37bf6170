using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Verify;

/// <summary>A value in the written bytes.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Vr">The VR written, or the dictionary's in implicit VR.</param>
/// <param name="Offset">Where the value starts.</param>
/// <param name="Length">Its bytes; 0 for a sequence, whose items' values follow as values of their own.</param>
/// <param name="Depth">0 at the top, one more in each item.</param>
/// <param name="Parent">Index of the sequence that holds it; -1 at the top.</param>
/// <param name="Item">Number of the item among all items of the object; 0 at the top.</param>
internal readonly record struct WrittenValue(Tag Tag, Vr Vr, int Offset, int Length, int Depth, int Parent, int Item);
