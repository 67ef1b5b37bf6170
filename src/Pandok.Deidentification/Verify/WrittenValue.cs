using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Verify;

/// <summary>Where one value lies in the written bytes.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Vr">Its VR, as written or, in implicit VR, by the dictionary.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Depth">0 in File Meta Information and at the top of the data set.</param>
internal readonly record struct WrittenValue(Tag Tag, Vr Vr, int Offset, int Length, int Depth);
