using Pandok.Deidentify.Vaults;
using Pandok.Studies;

namespace Pandok.Orders;

/// <summary>An order as its own site sees it: with the patient's identity. Never cached, never logged.</summary>
/// <param name="Order">The order's id.</param>
/// <param name="Study">The study that arrived for it, by its mapped UID.</param>
internal sealed record OrderView(
    Guid Order, Guid Site, OrderView.OrderPatient Patient, string Accession, string Procedure, string? Question, string? Referrer,
    string Modality, string? Station, DateTimeOffset ScheduledAt, OrderPriority Priority, OrderState State, OrderDoor Door,
    DateTimeOffset EnteredAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Study, DateTimeOffset? ArrivedAt)
{
    /// <param name="Name">A DICOM person name.</param>
    /// <param name="BirthDate">yyyyMMdd.</param>
    internal sealed record OrderPatient(string Name, string Id, string? BirthDate, string? Sex);

    /// <summary>Everything that the vault does not hold (any more) is empty.</summary>
    public static OrderView Of(Order order, OrderDetails? details) => new(
        order.Id, order.SiteId, new(details?.PatientName ?? "", details?.PatientId ?? "", details?.BirthDate, details?.Sex),
        details?.Accession ?? "", details?.Procedure ?? "", details?.Question, details?.Referrer,
        order.Modality, order.StationAe, order.ScheduledAt, order.Priority, order.State, order.Door,
        order.EnteredAt, order.StartedAt, order.EndedAt, order.LinkedStudy, order.LinkedAt);
}
