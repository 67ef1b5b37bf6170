namespace Pandok.Deidentification.Rules;

/// <summary>What was done to an element, as the receipt counts it.</summary>
internal enum Deed
{
    Remove,
    Empty,
    Dummy,
    Uid,
    Date,
    Pseudonym,
    Clean,
    Keep,
}
