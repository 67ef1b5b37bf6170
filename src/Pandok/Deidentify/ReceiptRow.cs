namespace Pandok.Deidentify;

/// <summary>What de-identification did to a study, by which profile and tables, added up; and the sealed end of the chain of its instances' receipts. Counts and paths of elements, never values.</summary>
internal sealed class ReceiptRow
{
    public required string StudyUid { get; init; }
    public required string ProfileName { get; set; }
    public required string ProfileVersion { get; set; }
    public required string ProfileSha256 { get; set; }
    public int Instances { get; set; }
    /// <summary>{"remove":0,"empty":0,"dummy":0,"uid":0,"date":0,"keep":0}, over all instances.</summary>
    public string ActionsJson { get; set; } = "{}";
    /// <summary>[{"code":"...","at":"(0008,1030)","count":1}]</summary>
    public string FindingsJson { get; set; } = "[]";
    /// <summary>[{"name":"...","edition":"...","sha256":"..."}]</summary>
    public string TablesJson { get; set; } = "[]";
    /// <summary>How many receipts of instances the chain has; fewer than <see cref="Instances"/> where the first ones are older than the chain.</summary>
    public int Links { get; set; }
    public string LastHash { get; set; } = "";
    public string Seal { get; set; } = "";
}
