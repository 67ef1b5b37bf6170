namespace Pandok.Imaging.Phantoms;

/// <summary>What a place in a <see cref="HeadPhantom"/> is part of.</summary>
public enum HeadPart
{
    /// <summary>Outside, airways included.</summary>
    Air,
    /// <summary>Scalp, cheeks, neck.</summary>
    Soft,
    /// <summary>Skull, its base, orbits and upper jaw.</summary>
    Bone,
    /// <summary>The inside of the skull.</summary>
    Brain,
    /// <summary>The eyes.</summary>
    Eye,
    /// <summary>The nose, which stands out.</summary>
    Nose,
    /// <summary>The chin, which stands out.</summary>
    Chin,
    /// <summary>Both ears.</summary>
    Ear,
}
