using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

/// <summary>The response to a request of the normalized services (PS3.7 chapter 10). A <see cref="DimseStatus"/> alone is one.</summary>
/// <param name="Status">The status.</param>
/// <param name="DataSet">Attribute list, action or event reply, if there is one.</param>
/// <param name="SopInstanceUid">Affected SOP Instance UID, if another than the request's: an N-CREATE whose UID the provider made.</param>
public sealed record NormalizedResponse(DimseStatus Status, DataSet? DataSet = null, string? SopInstanceUid = null)
{
    /// <summary>A response that is only a status.</summary>
    public static implicit operator NormalizedResponse(DimseStatus status) => FromDimseStatus(status);

    /// <summary>A response that is only a status.</summary>
    public static NormalizedResponse FromDimseStatus(DimseStatus status) => new(status);
}
