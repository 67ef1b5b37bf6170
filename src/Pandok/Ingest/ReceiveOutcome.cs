using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Ingest;

/// <summary>What became of a received instance. Each door maps it once to its own status; the sender always learns the truth.</summary>
internal abstract record ReceiveOutcome
{
    private ReceiveOutcome() { }

    /// <summary>Durable and visible. UIDs are the mapped ones.</summary>
    /// <param name="Dropped">Elements that came behind Pixel Data: they were not de-identified, so they were not kept.</param>
    internal sealed record Archived(string Study, string Instance, int Dropped = 0) : ReceiveOutcome;

    /// <summary>The same bytes were archived before; nothing was done.</summary>
    internal sealed record AlreadyThere(string Study, string Instance) : ReceiveOutcome;

    /// <summary>Taken in, but not shown to anybody: sealed and durable, for the privacy officer to look at. UIDs are the mapped ones.</summary>
    internal sealed record Held(string Study, string Instance, IReadOnlyList<string> Reasons, string SopClass, string Series) : ReceiveOutcome;

    /// <summary>The bytes are not an object that can be read.</summary>
    /// <param name="Element">The element that was being read, if one was.</param>
    internal sealed record Unreadable(DicomError Error, string Detail, Tag? Element = null) : ReceiveOutcome;

    /// <summary>Readable, but not taken: a stable word and a sentence without patient data.</summary>
    /// <param name="Element">The element that is to blame, if one is.</param>
    internal sealed record Refused(string Code, string Detail, Tag? Element = null) : ReceiveOutcome;

    /// <summary>The store is full or failed; the sender keeps the object and tries again.</summary>
    internal sealed record OutOfResources(string Detail) : ReceiveOutcome;
}
