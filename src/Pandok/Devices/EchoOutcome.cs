namespace Pandok.Devices;

/// <summary>What became of the try to reach a device.</summary>
internal abstract record EchoOutcome
{
    private EchoOutcome() { }

    internal sealed record Answered(TimeSpan After) : EchoOutcome;

    /// <summary>No host and port are registered.</summary>
    internal sealed record NoAddress : EchoOutcome;

    /// <param name="Code">unreachable, rejected, aborted, noVerification or status.</param>
    /// <param name="Detail">What the line or the device said.</param>
    internal sealed record Failed(string Code, string Detail) : EchoOutcome;
}
