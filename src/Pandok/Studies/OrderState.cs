namespace Pandok.Studies;

/// <summary>
/// Where an order is on its way.
/// <code>
/// Scheduled --a device begins, or its images arrive--> InProgress --done--> Completed
///     |                                                    |
///     +--called off--> Cancelled                           +--broken off--> Discontinued
/// </code>
/// Invariants: 1. only a Scheduled order is on the modality worklist, can be changed or called off; 2. Completed, Discontinued and Cancelled are
/// final; images that arrive later are linked and move nothing; 3. every change writes its audit row in the same transaction.
/// </summary>
internal enum OrderState
{
    Scheduled,
    InProgress,
    Completed,
    Discontinued,
    Cancelled,
}
