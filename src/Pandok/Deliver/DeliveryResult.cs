namespace Pandok.Deliver;

internal enum DeliveryResult
{
    Delivered,
    Failed,
}
