namespace Pandok.Dicom.Network;

/// <summary>Why an association is refused: result, source and reason of A-ASSOCIATE-RJ (PS3.8 Table 9-21).</summary>
/// <param name="Result">1 rejected permanently, 2 rejected transiently.</param>
/// <param name="Source">1 service user, 2 service provider (ACSE), 3 service provider (presentation).</param>
/// <param name="Reason">Depends on the source.</param>
public readonly record struct AssociationRejection(byte Result, byte Source, byte Reason)
{
    /// <summary>1/1/1: no reason given.</summary>
    public static AssociationRejection NoReason => new(1, 1, 1);

    /// <summary>2/1/1: no reason given, but it may work later.</summary>
    public static AssociationRejection NotNow => new(2, 1, 1);

    /// <summary>1/1/2: the application context name is not DICOM's.</summary>
    public static AssociationRejection ApplicationContextNotSupported => new(1, 1, 2);

    /// <summary>1/1/3: the calling AE title is unknown here.</summary>
    public static AssociationRejection CallingAeNotRecognized => new(1, 1, 3);

    /// <summary>1/1/7: the called AE title is not ours.</summary>
    public static AssociationRejection CalledAeNotRecognized => new(1, 1, 7);

    /// <summary>1/2/2: bit 0 of the protocol version is not set.</summary>
    public static AssociationRejection ProtocolVersionNotSupported => new(1, 2, 2);

    /// <summary>2/3/1: temporary congestion.</summary>
    public static AssociationRejection TemporaryCongestion => new(2, 3, 1);

    /// <summary>2/3/2: as many associations as the limit allows are open.</summary>
    public static AssociationRejection LocalLimitExceeded => new(2, 3, 2);

    /// <summary>The words of PS3.8 Table 9-21.</summary>
    public override string ToString()
    {
        var result = Result switch { 1 => "rejected permanently", 2 => "rejected transiently", _ => $"result {Result}" };
        var reason = (Source, Reason) switch
        {
            (1, 1) or (2, 1) => "no reason given",
            (1, 2) => "application context name not supported",
            (1, 3) => "calling AE title not recognized",
            (1, 7) => "called AE title not recognized",
            (2, 2) => "protocol version not supported",
            (3, 1) => "temporary congestion",
            (3, 2) => "local limit exceeded",
            _ => $"source {Source}, reason {Reason}",
        };
        return $"{result}: {reason}";
    }
}
