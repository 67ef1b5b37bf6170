namespace Pandok.Dicom.Network;

/// <summary>SOP class common extended negotiation (PS3.7 D.3.3.6): told by the requestor, never answered.</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="ServiceClassUid">Its service class, such as 1.2.840.10008.4.2 for storage.</param>
/// <param name="RelatedGeneralSopClasses">SOP classes that an instance can be handled as.</param>
public sealed record CommonExtendedNegotiation(string SopClassUid, string ServiceClassUid, IReadOnlyList<string> RelatedGeneralSopClasses);
