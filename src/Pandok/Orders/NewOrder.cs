using Pandok.Studies;

namespace Pandok.Orders;

/// <summary>An order as a door hands it in. Nothing is checked yet, so everything may be missing.</summary>
internal sealed record NewOrder
{
    /// <summary>A DICOM person name, or a name as people write it.</summary>
    public string? PatientName { get; init; }
    public string? PatientId { get; init; }
    /// <summary>yyyyMMdd or yyyy-MM-dd.</summary>
    public string? BirthDate { get; init; }
    /// <summary>F, M or O.</summary>
    public string? Sex { get; init; }
    /// <summary>Null: one is given.</summary>
    public string? Accession { get; init; }
    /// <summary>Null: one is given.</summary>
    public string? StudyUid { get; init; }
    /// <summary>The number of the placer's system; within a site, an order is entered once under it.</summary>
    public string? Number { get; init; }
    public string? Procedure { get; init; }
    public string? Question { get; init; }
    public string? Referrer { get; init; }
    public string? Modality { get; init; }
    /// <summary>The AE title of a device of the site, or null for any.</summary>
    public string? StationAe { get; init; }
    public DateTimeOffset? ScheduledAt { get; init; }
    public OrderPriority Priority { get; init; }
}
