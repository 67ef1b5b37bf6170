namespace Pandok.Dicom.Network;

/// <summary>How far a C-MOVE or C-GET is: its sub-operations (PS3.7 sections 9.1.3.1.6 to 9.1.3.1.9). What a response does not tell is 0.</summary>
/// <param name="Remaining">Not begun yet.</param>
/// <param name="Completed">Done.</param>
/// <param name="Failed">Not done.</param>
/// <param name="Warning">Done with a warning.</param>
public readonly record struct SubOperations(int Remaining, int Completed, int Failed, int Warning);
