namespace Pandok.Dicom.Network;

// The head of a presentation data value item with its message control header (PS3.8 section 9.3.5.1 and Annex E.2). Length is of the fragment alone; -1 if the claim is impossible.
internal readonly record struct PdvHead(byte ContextId, bool IsCommand, bool IsLast, int Length);
