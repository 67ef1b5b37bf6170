namespace Pandok.Imaging.Defacing;

/// <summary>What becomes of a place in a head.</summary>
public enum FaceMark : byte
{
    /// <summary>It stays.</summary>
    Keep,
    /// <summary>Inside the skull, or so near to it that it must stay.</summary>
    Guarded,
    /// <summary>Air, far from any skin: what the removed is replaced with looks like this.</summary>
    Air,
    /// <summary>Everything but bone goes.</summary>
    Soft,
    /// <summary>Everything goes.</summary>
    Whole,
}
