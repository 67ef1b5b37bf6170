namespace Pandok.Dicom.Codecs.Isolation;

/// <summary>The bounds of decoding in processes of its own.</summary>
public sealed record IsolationOptions
{
    /// <summary>Processes at most; one is started when a frame finds none idle, and stays. As many as there are cores, at most 4, unless said.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>How long one frame may take; then its process is ended. It bounds the start of a process as well.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of data that one process may take (RLIMIT_DATA); where they do not suffice the frame is refused. The largest frame takes several times its own length.</summary>
    public long MemoryBytes { get; init; } = 4L << 30;
}
