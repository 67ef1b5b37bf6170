namespace Pandok.Worklist;

/// <summary>What became of a wish to read a study.</summary>
internal abstract record ClaimOutcome
{
    private ClaimOutcome() { }

    internal sealed record Taken(DateTimeOffset Until) : ClaimOutcome;

    /// <summary>The same reader again: only the lease is longer.</summary>
    internal sealed record Renewed(DateTimeOffset Until) : ClaimOutcome;

    internal sealed record HeldBy(Guid Reader, DateTimeOffset Until) : ClaimOutcome;

    /// <summary>There is nothing to read now.</summary>
    internal sealed record NotOpen(string Code) : ClaimOutcome;
}
