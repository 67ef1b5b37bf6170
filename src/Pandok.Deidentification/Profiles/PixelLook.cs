namespace Pandok.Deidentification;

/// <summary>Whose pixels are looked at for text.</summary>
public enum PixelLook
{
    /// <summary>Nobody's.</summary>
    None,
    /// <summary>Every frame of a high-risk object (ultrasound, captures, burned-in annotation, ...); no other.</summary>
    HighRisk,
    /// <summary>Every frame of a high-risk object, a sample of every other.</summary>
    HighRiskAndSample,
    /// <summary>Every frame of every object.</summary>
    Every,
}
