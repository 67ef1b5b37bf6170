namespace Pandok.Devices;

/// <param name="Host">A host name or an IP address, without a port.</param>
/// <param name="MayRetrieve">Query and retrieve are open to it.</param>
/// <param name="CharacterSet">Of its worklist; null for ISO_IR 192.</param>
/// <param name="Certificate">SHA-256 thumbprint or subject of the client certificate it must come with; null binds to none.</param>
internal sealed record NewDevice(Guid Site, string Name, string AeTitle, string? Host = null, int? Port = null, bool MayRetrieve = false, string? CharacterSet = null, string? Certificate = null);

/// <summary>What may change about a device; everything is said anew, but for a name that is left out.</summary>
internal sealed record DeviceChange(string? Name, string? Host, int? Port, bool MayRetrieve, string? CharacterSet, string? Certificate = null);
