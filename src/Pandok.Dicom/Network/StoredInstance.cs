using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

/// <summary>An instance that a C-MOVE or C-GET sends. Opened when its turn comes.</summary>
/// <param name="SopClassUid">Its SOP class.</param>
/// <param name="SopInstanceUid">Its UID.</param>
/// <param name="TransferSyntaxes">How it can be had, most wanted first: what is stored, then what it can be transcoded to. At least one.</param>
/// <param name="OpenAsync">Opens the data set, without File Meta Information, in one of the syntaxes. An exception counts the instance as failed.</param>
public sealed record StoredInstance(
    string SopClassUid,
    string SopInstanceUid,
    IReadOnlyList<TransferSyntax> TransferSyntaxes,
    Func<TransferSyntax, CancellationToken, ValueTask<Stream>> OpenAsync);
