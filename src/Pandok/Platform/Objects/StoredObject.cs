namespace Pandok.Platform.Objects;

/// <summary>A durable object.</summary>
internal sealed record StoredObject(string Key, long Size, string Sha256);
