namespace Pandok.Ingest;

/// <summary>Something that was not taken in, for the coordinator. Codes and counts, never a patient's data, never a byte of the object.</summary>
internal sealed class IntakeProblem
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; set; }
    /// <summary>Null: nobody knows whose it was.</summary>
    public Guid? SiteId { get; init; }
    /// <summary><c>dimse</c> or <c>stow</c>.</summary>
    public required string Source { get; init; }
    /// <summary>The address of the other side.</summary>
    public required string Peer { get; init; }
    public string? CallingAe { get; init; }
    /// <summary>A stable word: truncated, notDicom, unknownAe, badKey, tooLarge, ...</summary>
    public required string Code { get; init; }
    public required string Detail { get; init; }
    /// <summary>How often; repetitions of one problem are one line.</summary>
    public int Count { get; set; } = 1;
}
