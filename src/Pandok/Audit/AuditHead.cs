namespace Pandok.Audit;

/// <summary>
/// Where the trail ends. Without it, cutting off the last rows would leave a perfect chain. Its seal needs the audit key, so who can write the
/// database but does not hold the key cannot wind it back to an end it never had.
/// </summary>
internal sealed class AuditHead
{
    public const int Only = 1;
    public required int Id { get; init; }
    public required long Seq { get; set; }
    public required string Hash { get; set; }
    public required string Seal { get; set; }
}
