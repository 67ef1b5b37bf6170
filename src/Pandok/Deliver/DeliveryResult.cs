namespace Pandok.Deliver;

internal enum DeliveryResult
{
    Delivered,
    Failed,
    /// <summary>Report and vault do not agree whose it is; a person must look.</summary>
    Held,
}
