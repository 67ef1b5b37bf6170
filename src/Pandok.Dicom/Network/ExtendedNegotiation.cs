namespace Pandok.Dicom.Network;

/// <summary>SOP class extended negotiation (PS3.7 D.3.3.5).</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="Information">Service class application information: bytes whose meaning PS3.4 gives per service class (C.5.1.1 and C.5.2.1 for query/retrieve, B.3.1 for storage).</param>
public sealed record ExtendedNegotiation(string SopClassUid, ReadOnlyMemory<byte> Information);
