namespace Pandok.Dicom.Network;

#pragma warning disable CA1032 // a cause is always known
/// <summary>
/// The association ended without a release (PS3.8 section 7.3, 7.4). It is an <see cref="IOException"/>, so that whoever reads a data set can treat it as any broken stream.
/// </summary>
public sealed class AssociationAbortedException(AbortCause cause, string message, AbortReason reason = AbortReason.NotSpecified, byte source = 0, Exception? inner = null)
    : IOException(message, inner)
{
    /// <summary>Who or what ended it.</summary>
    public AbortCause Cause { get; } = cause;

    /// <summary>The reason in the A-ABORT that was received or sent; meaningful if the source is 2 (PS3.8 Table 9-26).</summary>
    public AbortReason Reason { get; } = reason;

    /// <summary>The source in a received A-ABORT: 0 the peer's application, 2 its upper layer.</summary>
    public byte AbortSource { get; } = source;

    internal static AssociationAbortedException Violation(AbortReason reason, string message) => new(AbortCause.ProtocolViolation, message, reason, 2);

    internal static AssociationAbortedException Vanished(string message, Exception? inner = null) => new(AbortCause.PeerVanished, message, inner: inner);
}
#pragma warning restore CA1032
