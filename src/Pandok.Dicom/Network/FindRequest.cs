using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

/// <summary>C-FIND-RQ (PS3.7 section 9.1.2) as the handler sees it.</summary>
public sealed record FindRequest
{
    /// <summary>The association it came on.</summary>
    public required Association Association { get; init; }

    /// <summary>The information model: an abstract syntax such as <see cref="SopClasses.StudyRootFind"/> or <see cref="SopClasses.ModalityWorklistFind"/>.</summary>
    public required string SopClassUid { get; init; }

    /// <summary>The message id.</summary>
    public required ushort MessageId { get; init; }

    /// <summary>What the peer wishes.</summary>
    public Priority Priority { get; init; }

    /// <summary>The keys to match and to return (PS3.4 C.2.2, K.6).</summary>
    public required DataSet Identifier { get; init; }

    /// <summary>Set by the handler, before its next match: optional keys are not matched, so pending responses are FF01H instead of FF00H (PS3.4 C.4.1.1.4).</summary>
    public bool OptionalKeysIgnored { get; set; }
}
