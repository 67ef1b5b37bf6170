namespace Pandok.Dicom.Standard;

/// <summary>A row of the UID registry (PS3.6 Annex A).</summary>
/// <param name="Value">The UID.</param>
/// <param name="Keyword">Such as CTImageStorage.</param>
/// <param name="Name">Such as CT Image Storage.</param>
/// <param name="Kind">SOPClass, TransferSyntax, WellKnownFrameOfReference, ...</param>
/// <param name="Retired">True for retired UIDs.</param>
public sealed record RegisteredUid(string Value, string Keyword, string Name, string Kind, bool Retired);
