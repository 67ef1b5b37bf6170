namespace Pandok.Dicom.Web;

/// <summary>Why a multipart body cannot be read. The vocabulary is closed: edges map each word to a status of their own.</summary>
public enum MultipartFault
{
    /// <summary>The content type is not multipart, or its boundary is missing or illegal (RFC 2046 section 5.1.1).</summary>
    NotMultipart,
    /// <summary>The body ends before its closing boundary.</summary>
    Truncated,
    /// <summary>A boundary line or a part header is malformed.</summary>
    Malformed,
    /// <summary>More parts than the limit.</summary>
    TooManyParts,
    /// <summary>A preamble, a header or a part is longer than its limit.</summary>
    TooLarge,
}
