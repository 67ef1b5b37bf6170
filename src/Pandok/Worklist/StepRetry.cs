namespace Pandok.Worklist;

/// <summary>When a failed step is tried again: after 2, 8, 32 and 128 seconds; after the fifth failure a person must look.</summary>
internal static class StepRetry
{
    public const int MostAttempts = 5;

    /// <summary>How long a node may be silent about a step before another one takes it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <param name="attempts">How often it was tried, this time included.</param>
    /// <returns>Null: no more, the study is stuck.</returns>
    public static DateTimeOffset? Next(int attempts, DateTimeOffset now) =>
        attempts >= MostAttempts ? null : now + TimeSpan.FromSeconds(2 * Math.Pow(4, attempts - 1));
}
