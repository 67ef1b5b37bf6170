namespace Pandok.Dicom.Network;

/// <summary>How a C-MOVE or C-GET ended.</summary>
/// <param name="Status">0000H, B000H (some failed or warned), FE00H (cancelled) or a failure.</param>
/// <param name="SubOperations">The last counts.</param>
/// <param name="FailedInstances">Failed SOP Instance UID List (0008,0058), if told.</param>
public sealed record RetrieveResult(DimseStatus Status, SubOperations SubOperations, IReadOnlyList<string> FailedInstances);
