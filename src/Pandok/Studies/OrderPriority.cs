namespace Pandok.Studies;

internal enum OrderPriority
{
    Routine,
    Urgent,
    Emergency,
}
