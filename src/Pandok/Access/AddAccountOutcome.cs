namespace Pandok.Access;

/// <summary>What became of a new account.</summary>
internal abstract record AddAccountOutcome
{
    private AddAccountOutcome() { }

    /// <summary><paramref name="Password"/> is shown once and kept nowhere.</summary>
    internal sealed record Added(Account Account, string Password) : AddAccountOutcome;

    internal sealed record Refused(string Code, string Title) : AddAccountOutcome;
}
