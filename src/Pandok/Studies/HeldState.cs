namespace Pandok.Studies;

/// <summary>
/// Where an instance is that could not be proven clean.
/// <code>
/// Held --release--> Released     its sealed original went through the intake again, verified, and joined its study
///   +----reject---> Rejected     a person said no; the sealed original is gone
///   +----time-----> Expired      nobody decided in time; the sealed original is gone
///   +----erase----> Erased       the keys of its site were destroyed
/// </code>
/// Invariants: 1. only Held has a sealed original; 2. every change is a decision of the row as it was seen (its version), with an audit row in the same transaction.
/// </summary>
internal enum HeldState
{
    Held,
    Released,
    Rejected,
    Expired,
    Erased,
}
