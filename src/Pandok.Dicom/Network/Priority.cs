namespace Pandok.Dicom.Network;

/// <summary>Priority (0000,0700) of a C-STORE, C-FIND, C-GET or C-MOVE (PS3.7 Annex E).</summary>
public enum Priority : ushort
{
    /// <summary>Medium.</summary>
    Medium = 0,
    /// <summary>High.</summary>
    High = 1,
    /// <summary>Low.</summary>
    Low = 2,
}
