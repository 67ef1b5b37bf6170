namespace Pandok.Platform;

/// <summary>How this node runs. Filled from the command line by <c>serve</c>, or by a test.</summary>
internal sealed record PandokOptions
{
    /// <summary>The folder of everything this node keeps.</summary>
    public required string Data { get; init; }
    /// <summary>Where Kestrel listens; loopback unless told otherwise.</summary>
    public string Http { get; init; } = "http://127.0.0.1:5080";
    /// <summary>The port of the DICOM services; 0 picks a free one.</summary>
    public int DimsePort { get; init; } = 11112;
    /// <summary>The address of the DICOM services; loopback unless told otherwise, for plain DICOM is not encrypted.</summary>
    public string DimseAddress { get; init; } = "127.0.0.1";
    /// <summary>The TLS door of the DICOM services; null for none.</summary>
    public TlsDoor? DimseTls { get; init; }
    /// <summary>The port for HL7 order messages; null, the default, opens none.</summary>
    public int? Hl7Port { get; init; }
    /// <summary>The address of the HL7 port; loopback unless told otherwise, for MLLP is not encrypted.</summary>
    public string Hl7Address { get; init; } = "127.0.0.1";
    /// <summary>A PostgreSQL connection string; null keeps SQLite at <c>Data/pandok.db</c>.</summary>
    public string? Database { get; init; }
    /// <summary>A PostgreSQL connection string of the vault; null keeps SQLite beside the data.</summary>
    public string? VaultDatabase { get; init; }
    /// <summary>Master key and session keys. Shared by all nodes of one installation.</summary>
    public string KeyFolder { get => field ?? Path.Combine(Data, "keys"); init; }
    public TimeSpan SettleAfter { get; init; } = TimeSpan.FromSeconds(20);
    /// <summary>The profile of de-identification.</summary>
    public string Profile { get; init; } = "reading";
    /// <summary>How long a held instance waits for a person before it is erased.</summary>
    public TimeSpan QuarantineFor { get; init; } = TimeSpan.FromDays(30);
    /// <summary>The largest object that is held.</summary>
    public long QuarantineObjectBytes { get; init; } = 4L << 30;
    /// <summary>What all held objects may take together.</summary>
    public long QuarantineBytes { get; init; } = 50L << 30;
    /// <summary>A file for the times of each stage of receiving, for measurements; null, the default, measures nothing.</summary>
    public string? StageTable { get; init; }
    /// <summary>Whether an instance of nobody goes through the stages at start, so that the first study finds compiled code.</summary>
    public bool WarmUp { get; init; }
    public string AeTitle { get; init; } = "PANDOK";
}
