namespace Pandok.Devices;

/// <summary>A modality or gateway of a site. Unknown AE titles and unknown keys are refused before a byte is read.</summary>
internal sealed class Device
{
    public required Guid Id { get; init; }
    public required Guid SiteId { get; init; }
    public required string Name { get; set; }
    /// <summary>The calling AE title (PS3.8: at most 16 characters), unique.</summary>
    public required string AeTitle { get; set; }
    /// <summary>Where it is reached, for echoes and for people; never used to decide who it is.</summary>
    public string? Host { get; set; }
    /// <summary>The port its own DICOM services listen on; with <see cref="Host"/>, where we send to it.</summary>
    public int? Port { get; set; }
    /// <summary>Query and retrieve are open to it. Off until somebody allows it.</summary>
    public bool MayRetrieve { get; set; }
    /// <summary>The Specific Character Set it wants its worklist in, as PS3.3 C.12.1.1.2 names it; null for ISO_IR 192.</summary>
    public string? CharacterSet { get; set; }
    /// <summary>The client certificate it must come with over DICOM (<see cref="CertificateBinding"/>); null takes any and none.</summary>
    public string? Certificate { get; set; }
    /// <summary>SHA-256 of the API key, hexadecimal. The key is shown once and never kept.</summary>
    public string? ApiKeySha256 { get; set; }
    public DateTimeOffset? LastSeenAt { get; set; }
    public bool Disabled { get; set; }
}
