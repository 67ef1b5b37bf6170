namespace Pandok.Dicom.Network;

/// <summary>
/// SCP/SCU role selection (PS3.7 D.3.3.4). As proposed: what the requestor of the association wants to be for a SOP class. As answered: which of these the acceptor grants.
/// Without it the requestor is SCU only.
/// </summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="Scu">The requestor is service class user.</param>
/// <param name="Scp">The requestor is service class provider: it takes C-STOREs of a C-GET, or reports events of a storage commitment.</param>
public sealed record RoleSelection(string SopClassUid, bool Scu, bool Scp);
