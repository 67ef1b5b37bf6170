namespace Pandok.Deidentification;

/// <summary>Options of PS3.15 E.3 that this part of the module carries out.</summary>
[Flags]
internal enum Options
{
    /// <summary>Basic only.</summary>
    None = 0,
    /// <summary>Retain Longitudinal Temporal Information with Modified Dates (E.3.6).</summary>
    ModifiedDates = 1,
    /// <summary>Retain Patient Characteristics (E.3.4), without ethnic group, which reading does not need.</summary>
    PatientCharacteristics = 2,
    /// <summary>Reference sequences (X/Z/U*) are kept and mapped, so that a study stays whole.</summary>
    References = 4,
}
