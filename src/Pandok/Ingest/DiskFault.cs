namespace Pandok.Ingest;

/// <summary>Tells a fault of our disk from one of the sender's line: both are IOExceptions.</summary>
internal static class DiskFault
{
    private const int NoSpace = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT
    private const int ReadOnly = 30; // EROFS

    // .NET on Unix keeps errno in the low word of HResult for file operations; sockets carry a SocketException inside.
    public static bool IsOurs(IOException fault) => fault.InnerException is null && (fault.HResult & 0xFFFF) is NoSpace or QuotaExceeded or ReadOnly or 0x70 or 0x27;
}
