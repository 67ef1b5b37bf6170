namespace Pandok.Deidentification.Rules;

/// <summary>What a profile makes of a row of Table E.1-1.</summary>
/// <param name="Action">The action in force.</param>
/// <param name="By">The option whose action it is; None if it is Basic's.</param>
internal readonly record struct Rule(BasicAction Action, Options By);
