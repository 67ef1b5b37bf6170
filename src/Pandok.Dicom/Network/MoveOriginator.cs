namespace Pandok.Dicom.Network;

/// <summary>The C-MOVE a C-STORE is a sub-operation of (PS3.7 section 9.1.1.1).</summary>
/// <param name="Ae">The AE title that asked for the move.</param>
/// <param name="MessageId">The message id of its C-MOVE-RQ.</param>
public sealed record MoveOriginator(string Ae, ushort MessageId);
