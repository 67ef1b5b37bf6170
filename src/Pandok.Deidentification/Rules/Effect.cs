namespace Pandok.Deidentification.Rules;

/// <summary>What happens to one element.</summary>
internal enum Effect
{
    Remove,
    Empty,
    Dummy,
    MapUid,
    Keep,
}
