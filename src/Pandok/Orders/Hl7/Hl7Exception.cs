namespace Pandok.Orders.Hl7;

#pragma warning disable CA1032 // a code is always known
/// <summary>A message that is not HL7 version 2, or that cannot be read. The words name places, never values.</summary>
internal sealed class Hl7Exception(string message) : Exception(message);
#pragma warning restore CA1032
