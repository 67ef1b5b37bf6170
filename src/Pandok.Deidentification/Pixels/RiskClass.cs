namespace Pandok.Deidentification.Pixels;

/// <summary>How likely text stands in an object's pixels.</summary>
public enum RiskClass
{
    /// <summary>There is nothing to see: no pixels, or pixels that are no picture (segments, parameters, doses).</summary>
    None,
    /// <summary>Original images of devices that write nothing into them (CT, MR, PT, DX, ...): a sample is looked at.</summary>
    Low,
    /// <summary>Captures, ultrasound, angiography, endoscopy, and what says so itself: every frame is looked at.</summary>
    High,
}
