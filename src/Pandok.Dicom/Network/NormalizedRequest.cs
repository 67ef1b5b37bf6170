using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

/// <summary>A request of the normalized services (PS3.7 chapter 10) as the handler sees it: N-CREATE, N-SET, N-GET, N-DELETE, N-ACTION or N-EVENT-REPORT.</summary>
public sealed record NormalizedRequest
{
    /// <summary>The association it came on.</summary>
    public required Association Association { get; init; }

    /// <summary>The abstract syntax of its presentation context; a meta SOP class or another SOP class of the same service can differ from <see cref="SopClassUid"/>.</summary>
    public required string AbstractSyntax { get; init; }

    /// <summary>Requested or Affected SOP Class UID.</summary>
    public required string SopClassUid { get; init; }

    /// <summary>Requested or Affected SOP Instance UID: digits and dots. Null in an N-CREATE that leaves it to the provider.</summary>
    public required string? SopInstanceUid { get; init; }

    /// <summary>The message id.</summary>
    public required ushort MessageId { get; init; }

    /// <summary>Action Type ID of an N-ACTION or Event Type ID of an N-EVENT-REPORT; otherwise 0.</summary>
    public ushort TypeId { get; init; }

    /// <summary>The attributes that an N-GET asks for; none means all.</summary>
    public IReadOnlyList<Tag> Attributes { get; init; } = [];

    /// <summary>Attribute list, modification list, action or event information; null if none came.</summary>
    public DataSet? DataSet { get; init; }

    /// <summary>Reports events on the association this came on.</summary>
    public required EventReporter Events { get; init; }
}
