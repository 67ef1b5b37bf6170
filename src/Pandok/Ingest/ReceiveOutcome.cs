using Pandok.Dicom.Files;

namespace Pandok.Ingest;

/// <summary>What became of a received instance. Each door maps it once to its own status; the sender always learns the truth.</summary>
internal abstract record ReceiveOutcome
{
    private ReceiveOutcome() { }

    /// <summary>Durable and visible. UIDs are the mapped ones.</summary>
    internal sealed record Archived(string Study, string Instance) : ReceiveOutcome;

    /// <summary>The same bytes were archived before; nothing was done.</summary>
    internal sealed record AlreadyThere(string Study, string Instance) : ReceiveOutcome;

    /// <summary>The bytes are not an object that can be read.</summary>
    internal sealed record Unreadable(DicomError Error, string Detail) : ReceiveOutcome;

    /// <summary>Readable, but not taken: a stable word and a sentence without patient data.</summary>
    internal sealed record Refused(string Code, string Detail) : ReceiveOutcome;

    /// <summary>The store is full or failed; the sender keeps the object and tries again.</summary>
    internal sealed record OutOfResources(string Detail) : ReceiveOutcome;
}
