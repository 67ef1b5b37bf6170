namespace Pandok.Deidentification.Rules;

/// <summary>The action codes of Table E.1-1 (PS3.15 E.3.1): of a compound one the attribute's Type decides.</summary>
internal enum BasicAction
{
    X,
    Z,
    D,
    XZ,
    XD,
    ZD,
    XZD,
    XZU,
    U,
    K,
    C,
}
