namespace Pandok.Deliver;

/// <summary>One attempt to bring a version of a report to its site by one channel.</summary>
internal sealed class Delivery
{
    /// <summary>The site's own page: there as soon as it is written down.</summary>
    public const string Portal = "portal";

    public required string StudyUid { get; init; }
    public required int Version { get; init; }
    public required string Channel { get; init; }
    public required int Attempt { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DeliveryResult Outcome { get; init; }
}
