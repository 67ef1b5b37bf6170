namespace Pandok.Deidentification;

/// <summary>Which private elements the option Retain Safe Private keeps.</summary>
public enum SafePrivateList
{
    /// <summary>None.</summary>
    None,
    /// <summary>Those that both PS3.15 Table E.3.10-1 and the TCIA knowledge base call safe.</summary>
    Agreed,
    /// <summary>All of PS3.15 Table E.3.10-1.</summary>
    Standard,
}
