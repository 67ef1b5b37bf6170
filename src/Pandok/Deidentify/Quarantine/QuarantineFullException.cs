namespace Pandok.Deidentify.Quarantine;

/// <summary>The quarantine takes no more; the sender keeps the object.</summary>
internal sealed class QuarantineFullException(string message) : Exception(message);
