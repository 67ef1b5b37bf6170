namespace Pandok.Dicom.Web;

#pragma warning disable CA1032 // a cause is always known
/// <summary>A multipart body that cannot be read. The message names part and offset, never a value.</summary>
public sealed class MultipartException(MultipartFault fault, string message, int part, long offset) : Exception($"{message}: part {part}, byte {offset}")
{
    /// <summary>The kind of fault.</summary>
    public MultipartFault Fault { get; } = fault;

    /// <summary>1 for the first part; 0 before it.</summary>
    public int Part { get; } = part;

    /// <summary>Bytes from the start of the body.</summary>
    public long Offset { get; } = offset;
}
#pragma warning restore CA1032
