using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

/// <summary>C-MOVE-RQ or C-GET-RQ (PS3.7 sections 9.1.4 and 9.1.3) as the handler sees it.</summary>
public sealed record RetrieveRequest
{
    /// <summary>The association it came on.</summary>
    public required Association Association { get; init; }

    /// <summary>The information model: an abstract syntax such as <see cref="SopClasses.StudyRootMove"/>.</summary>
    public required string SopClassUid { get; init; }

    /// <summary>The message id.</summary>
    public required ushort MessageId { get; init; }

    /// <summary>What the peer wishes.</summary>
    public Priority Priority { get; init; }

    /// <summary>The unique keys of what is to be sent (PS3.4 C.2.2.3).</summary>
    public required DataSet Identifier { get; init; }

    /// <summary>Where a C-MOVE goes: an AE title; null for C-GET.</summary>
    public string? Destination { get; init; }
}
