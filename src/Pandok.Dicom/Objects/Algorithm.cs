namespace Pandok.Dicom.Objects;

/// <summary>An algorithm that segmented or measured (PS3.3 Table 10-19; PS3.16 TID 4019).</summary>
/// <param name="Name">Such as opacity.</param>
/// <param name="Version">Its version.</param>
/// <param name="Family">DCM 123110 Artificial Intelligence only for learned models; a family of one's own scheme for others.</param>
public sealed record Algorithm(string Name, string Version, Code Family)
{
    /// <summary>Parameters, or a digest of them; null if there are none to tell.</summary>
    public string? Parameters { get; init; }
}
