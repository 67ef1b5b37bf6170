namespace Pandok.Devices;

/// <summary>What became of a registration.</summary>
internal abstract record RegisterOutcome
{
    private RegisterOutcome() { }

    /// <summary><paramref name="ApiKey"/> is shown once and kept nowhere.</summary>
    internal sealed record Registered(Device Device, string ApiKey) : RegisterOutcome;

    internal sealed record Changed(Device Device) : RegisterOutcome;

    internal sealed record Refused(string Code, string Title) : RegisterOutcome;
}
