namespace Pandok.Deidentification.Rules;

/// <summary>Type of an attribute in this SOP class, at this nesting, in this object (PS3.5 section 7.4): conditions are already decided. In ascending strictness.</summary>
internal enum AttributeType
{
    /// <summary>Not in the IOD, or a condition forbids it.</summary>
    Absent,
    /// <summary>Type 3, or 1C and 2C whose condition is not met.</summary>
    Three,
    /// <summary>Type 2, or 2C that is met.</summary>
    Two,
    /// <summary>Type 1, or 1C that is met.</summary>
    One,
}
