namespace Pandok.Deidentify;

/// <summary>How many elements met which action.</summary>
internal sealed record ReceiptActions(int Remove, int Empty, int Dummy, int Uid, int Date, int Keep);
