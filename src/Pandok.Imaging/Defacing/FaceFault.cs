namespace Pandok.Imaging.Defacing;

/// <summary>Why a volume is not defaced.</summary>
public enum FaceFault
{
    /// <summary>The slices are not parallel and roughly axial, leave gaps, or are fewer than a volume needs.</summary>
    NotAVolume,
    /// <summary>No section is as narrow as a head: there is none in the field.</summary>
    NoHead,
    /// <summary>No skull with its inside was found.</summary>
    NoSkull,
    /// <summary>The field does not reach from the forehead below the orbits.</summary>
    NoFace,
    /// <summary>The face or the sides of the head leave the field.</summary>
    Cut,
    /// <summary>Skin cannot be told from what lies on it.</summary>
    Covered,
    /// <summary>After masking, a part of the face's surface is still where it was.</summary>
    FaceLeft,
    /// <summary>The mask would touch the inside of the skull.</summary>
    BrainTouched,
}
