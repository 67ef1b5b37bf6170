namespace Pandok.Dicom.Codecs;

/// <summary>Why a coded frame could not be decoded.</summary>
public enum CodecFault
{
    /// <summary>The transfer syntax, or a process inside the codestream, is not one that this library decodes.</summary>
    UnsupportedSyntax,

    /// <summary>The coded data ends before the last sample.</summary>
    Truncated,

    /// <summary>The coded data breaks its own format.</summary>
    Malformed,

    /// <summary>The coded data is sound but is not the picture that the data set describes.</summary>
    LayoutMismatch,

    /// <summary>The data set claims more pixels than the coded data can hold or than one array can.</summary>
    TooLarge,

    /// <summary>A native library that this codec needs is not installed; the message names its package.</summary>
    MissingLibrary,

    /// <summary>The process that decodes ended, did not start, or took too long.</summary>
    DecoderFailed,
}
