namespace Pandok.Access;

/// <summary>What became of an attempt to sign in.</summary>
internal abstract record SignInOutcome
{
    private SignInOutcome() { }

    internal sealed record SignedIn(Account Account) : SignInOutcome;

    /// <summary>Unknown name, wrong password or disabled account: the caller learns no more.</summary>
    internal sealed record BadCredentials : SignInOutcome;

    internal sealed record LockedOut : SignInOutcome;
}
