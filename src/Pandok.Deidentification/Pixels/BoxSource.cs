namespace Pandok.Deidentification.Pixels;

/// <summary>What found a box.</summary>
public enum BoxSource
{
    /// <summary>The first look of the detector.</summary>
    Detector,
    /// <summary>The verifying look.</summary>
    Verifier,
    /// <summary>A rule for the device.</summary>
    Device,
    /// <summary>Outside the ultrasound regions (0018,6011).</summary>
    Region,
    /// <summary>Text that was read.</summary>
    Recogniser,
    /// <summary>A person who looked.</summary>
    Person,
}
