using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

#pragma warning disable CA1032 // a cause is always known
/// <summary>An object that cannot be read. The message names offset and tag, never a value.</summary>
public sealed class DicomException(DicomError error, string message, long offset, Tag? tag = null)
    : Exception(tag is { } at ? $"{message} at byte {offset}, {at}" : $"{message} at byte {offset}")
{
    /// <summary>The kind of fault.</summary>
    public DicomError Error { get; } = error;

    /// <summary>Bytes from the start of the stream.</summary>
    public long Offset { get; } = offset;

    /// <summary>The element that was being read, if one was.</summary>
    public Tag? Tag { get; } = tag;
}
#pragma warning restore CA1032
