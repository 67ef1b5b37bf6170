namespace Pandok.Dicom.Web;

/// <summary>The headers of a part to be written.</summary>
/// <param name="ContentType">Such as <c>application/dicom; transfer-syntax=1.2.840.10008.1.2.1</c>.</param>
/// <param name="Location">Content-Location, or null.</param>
/// <param name="Length">Bytes of the part, or null if not known before.</param>
public readonly record struct MultipartHead(string ContentType, string? Location = null, long? Length = null);
