namespace Pandok.Deidentification;

/// <summary>Who must look before an object is released.</summary>
public enum ApprovalRule
{
    /// <summary>Nobody: what is proven clean is released.</summary>
    None,
    /// <summary>A person approves every object whose pixels are of high risk.</summary>
    HighRisk,
}
