namespace Pandok.Dicom.Web;

/// <summary>One part of a multipart body. Its bytes can be read once, until the next part is asked for.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Headers">By name, case-insensitive; a repeated header keeps its first value.</param>
/// <param name="Body">The part's bytes as they arrive; not seekable. What is not read of it is skipped.</param>
public sealed record MultipartPart(int Number, IReadOnlyDictionary<string, string> Headers, Stream Body)
{
    /// <summary>Content-Type as written; null if there is none.</summary>
    public string? ContentType => Headers.GetValueOrDefault("Content-Type");

    /// <summary>Content-Location, which bulk data is found by (PS3.18 section 8.6.1.3.2); null if there is none.</summary>
    public string? ContentLocation => Headers.GetValueOrDefault("Content-Location");
}
