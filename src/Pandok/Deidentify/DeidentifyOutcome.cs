using Pandok.Deidentification;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentify;

/// <summary>What became of an instance at de-identification.</summary>
internal abstract record DeidentifyOutcome
{
    private DeidentifyOutcome() { }

    /// <summary>Clean, verified, its identity sealed.</summary>
    /// <param name="Head">The file up to Pixel Data: the very bytes the verifier read.</param>
    /// <param name="Syntax">How <paramref name="Head"/> is encoded and what its File Meta Information says.</param>
    internal sealed record Clean(DataSet DataSet, ReadOnlyMemory<byte> Head, TransferSyntax Syntax, Receipt Receipt) : DeidentifyOutcome;

    /// <summary>Not proven clean, or not taken. Nothing of it was kept.</summary>
    internal sealed record Withheld(string Code, string Detail) : DeidentifyOutcome;
}
