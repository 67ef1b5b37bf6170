namespace Pandok.Dicom.Codecs;

/// <summary>A coded frame is unsupported, damaged or contradicts its data set. The only exception the codecs throw for bad input.</summary>
/// <param name="code">The kind of fault.</param>
/// <param name="message">What was wrong, without any value of the patient.</param>
/// <param name="offset">Byte offset in the coded frame, or -1 where no byte is to blame.</param>
public sealed class CodecException(CodecFault code, string message, int offset = -1)
    : Exception(offset < 0 ? message : $"{message} (at byte {offset})")
{
    /// <summary>The kind of fault.</summary>
    public CodecFault Code { get; } = code;

    /// <summary>Byte offset in the coded frame where the fault was seen, or -1.</summary>
    public int Offset { get; } = offset;
}
