namespace Pandok.Studies;

/// <summary>How an order came in.</summary>
internal enum OrderDoor
{
    Page,
    Fhir,
    Hl7,
}
