namespace Pandok.Deidentification.Pixels;

/// <summary>What the pixel pass saw and did. Holds no identifier.</summary>
/// <param name="Risk">The class of the object.</param>
/// <param name="Frames">How many there are.</param>
/// <param name="Looked">How many different frames were looked at for text.</param>
/// <param name="Boxes">Where text was found or is known to stand; in quarantine, where to look.</param>
/// <param name="Change">What became of the bytes.</param>
/// <param name="Reasons">Why the object is not released; none if it may be.</param>
/// <param name="IsVerified">True if every frame passed the verifying look, so that Burned In Annotation (0028,0301) may say NO.</param>
/// <param name="RegionsDoubted">True if ultrasound regions leave the image and were ignored.</param>
public sealed record PixelVerdict(
    RiskClass Risk, int Frames, int Looked, IReadOnlyList<PixelBox> Boxes, PixelChange Change, IReadOnlyList<Reason> Reasons, bool IsVerified, bool RegionsDoubted)
{
    /// <summary>True if frames were decoded and coded again without loss, because their coding cannot be changed in place.</summary>
    public bool IsReencoded { get; init; }

    /// <summary>The verdict on an object whose pixels nobody has to look at.</summary>
    public static PixelVerdict Unlooked(RiskClass risk, int frames) => new(risk, frames, 0, [], PixelChange.Unchanged, [], false, false);
}
