namespace Pandok.Dicom.Network;

/// <summary>What one connection may cost. The defaults are far above what real peers need; server and client share them.</summary>
public sealed record ConnectionLimits
{
    /// <summary>The defaults.</summary>
    public static ConnectionLimits Default { get; } = new();

    /// <summary>The largest P-DATA-TF we take and, if the peer allows, send: bytes without its head, 4 KiB to 1 MiB; 128 KiB.</summary>
    public int MaxPdu { get; init; } = 128 << 10;

    /// <summary>Bytes of an A-ASSOCIATE PDU; 256 KiB (128 contexts with 30 transfer syntaxes each need 130 KiB).</summary>
    public int AssociateBytes { get; init; } = 256 << 10;

    /// <summary>Bytes of a command set; 64 KiB.</summary>
    public int CommandBytes { get; init; } = 64 << 10;

    /// <summary>Bytes of one data set; 64 GiB. More is a protocol violation.</summary>
    public long DataSetBytes { get; init; } = 64L << 30;

    /// <summary>Bytes of an identifier, an attribute list or the like, which are read whole; 16 MiB. More is a protocol violation.</summary>
    public long IdentifierBytes { get; init; } = 16L << 20;

    /// <summary>Bytes of a data set that are skipped after the handler returned early, so that the peer gets its status; 4 GiB. Beyond it, A-ABORT.</summary>
    public long DrainBytes { get; init; } = 4L << 30;

    /// <summary>Empty fragments in a row; 16.</summary>
    public int EmptyFragments { get; init; } = 16;

    /// <summary>ARTIM (PS3.8 section 9.1.5): from the TCP connection to the decided association, and from our last PDU to the peer's close; 30 s.</summary>
    public TimeSpan Artim { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Silence between two messages; 10 minutes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The wait for one PDU within a message, for a response, and for the peer to take what we write; 60 s.</summary>
    public TimeSpan Dimse { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait of a user for the next response to C-FIND, C-MOVE, C-GET and the normalized services; 10 minutes.</summary>
    public TimeSpan Operation { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes per second a data set must bring on average of the time we wait for it, after <see cref="Dimse"/>; 1 KiB. A sender that drips is as bad as a silent one.</summary>
    public int MinimumRate { get; init; } = 1 << 10;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPdu, 4 << 10, nameof(MaxPdu));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxPdu, 1 << 20, nameof(MaxPdu));
        ArgumentOutOfRangeException.ThrowIfLessThan(AssociateBytes, 1 << 10, nameof(AssociateBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(CommandBytes, 1 << 10, nameof(CommandBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumRate, 1, nameof(MinimumRate));
    }
}
