namespace Pandok.Dicom.Network;

/// <summary>Why an association ended without a release (PS3.8 section 7.3 and 7.4).</summary>
public enum AbortCause
{
    /// <summary>The peer sent A-ABORT.</summary>
    PeerAborted,
    /// <summary>The transport connection closed or broke.</summary>
    PeerVanished,
    /// <summary>The peer released while we still had work for it.</summary>
    PeerReleased,
    /// <summary>The peer broke the protocol or a limit; it was told by A-ABORT.</summary>
    ProtocolViolation,
    /// <summary>The peer was silent or slow for longer than the options allow.</summary>
    TimedOut,
    /// <summary>TLS did not come about: a certificate is missing, not trusted, for another name, or the peers share no version; the message says what is known.</summary>
    NotSecured,
    /// <summary>This side stopped.</summary>
    Stopped,
}
