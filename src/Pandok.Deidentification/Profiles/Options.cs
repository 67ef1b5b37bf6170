namespace Pandok.Deidentification;

/// <summary>The options of PS3.15 E.3, as a profile names them. Basic is always in force.</summary>
[Flags]
public enum Options
{
    /// <summary>Basic only.</summary>
    None = 0,
    /// <summary>Clean Pixel Data (E.3.1).</summary>
    CleanPixelData = 1,
    /// <summary>Clean Recognizable Visual Features (E.3.2): the face.</summary>
    CleanVisualFeatures = 2,
    /// <summary>Clean Graphics (E.3.3).</summary>
    CleanGraphics = 4,
    /// <summary>Clean Structured Content (E.3.4).</summary>
    CleanStructuredContent = 8,
    /// <summary>Clean Descriptors (E.3.5).</summary>
    CleanDescriptors = 16,
    /// <summary>Retain Longitudinal Temporal Information with Full Dates (E.3.6).</summary>
    FullDates = 32,
    /// <summary>Retain Longitudinal Temporal Information with Modified Dates (E.3.6).</summary>
    ModifiedDates = 64,
    /// <summary>Retain Patient Characteristics (E.3.7).</summary>
    PatientCharacteristics = 128,
    /// <summary>Retain Device Identity (E.3.8).</summary>
    DeviceIdentity = 256,
    /// <summary>Retain UIDs (E.3.9).</summary>
    RetainUids = 512,
    /// <summary>Retain Safe Private (E.3.10).</summary>
    SafePrivate = 1024,
    /// <summary>Retain Institution Identity (E.3.11).</summary>
    InstitutionIdentity = 2048,
}
