using Pandok.Deidentification;
using Pandok.Deidentify.Quarantine;
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
    /// <param name="IsLate">The study has words of identity now that its earlier instances were not searched for.</param>
    internal sealed record Clean(DataSet DataSet, ReadOnlyMemory<byte> Head, TransferSyntax Syntax, Receipt Receipt, bool IsLate = false) : DeidentifyOutcome;

    /// <summary>Not proven clean: to be sealed, for a person to look at. UIDs are the mapped ones.</summary>
    /// <param name="Reasons">Reason codes of the specification.</param>
    internal sealed record Held(IReadOnlyList<string> Reasons, Receipt Receipt, IReadOnlyList<HeldBox> Boxes, string Study, string Series, string Instance) : DeidentifyOutcome;

    /// <summary>Not taken. Nothing of it was kept.</summary>
    internal sealed record Withheld(string Code, string Detail) : DeidentifyOutcome;
}
