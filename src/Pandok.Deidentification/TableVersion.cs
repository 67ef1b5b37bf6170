namespace Pandok.Deidentification;

/// <summary>An embedded table: its name, the edition of the standard it was taken from, and the SHA-256 of its bytes in lower-case hexadecimal.</summary>
public sealed record TableVersion(string Name, string Edition, string Sha256);
