namespace Pandok.Dicom.Network;

#pragma warning disable CA1032 // a cause is always known
/// <summary>The peer accepted no presentation context for what was to be sent (PS3.8 section 9.3.3.2); the association goes on.</summary>
public sealed class ContextNotAcceptedException(string abstractSyntax, string? transferSyntax)
    : Exception($"No presentation context was accepted for {abstractSyntax}{(transferSyntax is null ? "" : " in " + transferSyntax)}.")
{
    /// <summary>The SOP class.</summary>
    public string AbstractSyntax { get; } = abstractSyntax;

    /// <summary>The transfer syntax; null if any would have done.</summary>
    public string? TransferSyntax { get; } = transferSyntax;
}
#pragma warning restore CA1032
