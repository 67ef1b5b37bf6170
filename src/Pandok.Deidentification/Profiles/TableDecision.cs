namespace Pandok.Deidentification;

/// <summary>What a profile decided about a row of PS3.15 Table E.1-1.</summary>
/// <param name="Tag">As printed, such as 0010,0010.</param>
/// <param name="Name">The attribute's name.</param>
/// <param name="Basic">The Basic Profile's action, as printed: X, Z, D, X/Z, ...</param>
/// <param name="Action">The action in force, in the same words, or K or C.</param>
/// <param name="By">The winner: an option, or "basic".</param>
/// <param name="Overruled">Options in force that said something too.</param>
public sealed record TableDecision(string Tag, string Name, string Basic, string Action, string By, IReadOnlyList<string> Overruled);
