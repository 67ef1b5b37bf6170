using Pandok.Deidentification;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentify.Quarantine;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentify;

/// <summary>What became of an instance at de-identification.</summary>
internal abstract record DeidentifyOutcome
{
    private DeidentifyOutcome() { }

    /// <summary>Clean, verified, its identity sealed.</summary>
    /// <param name="Head">The file up to Pixel Data: the very bytes the verifier read. Null where it read a whole new file.</param>
    /// <param name="Syntax">How the file is encoded and what its File Meta Information says.</param>
    internal sealed record Clean(DataSet DataSet, ReadOnlyMemory<byte>? Head, TransferSyntax Syntax, Receipt Receipt) : DeidentifyOutcome
    {
        /// <summary>What the pixel pass saw; null if the pixels pass by.</summary>
        public PixelVerdict? Pixels { get; init; }

        /// <summary>What was blanked.</summary>
        public IReadOnlyList<HeldBox> Boxes { get; init; } = [];

        /// <summary>Elements behind the pixels that are not in the new file.</summary>
        public int Dropped { get; init; }

        /// <summary>The study has words of identity now that its earlier instances were not searched for.</summary>
        public bool IsLate { get; init; }
    }

    /// <summary>Not proven clean: to be sealed, for a person to look at. UIDs are the mapped ones.</summary>
    /// <param name="Reasons">Reason codes of the specification.</param>
    /// <param name="Boxes">What would be blanked, for the person to begin with.</param>
    internal sealed record Held(IReadOnlyList<string> Reasons, Receipt Receipt, IReadOnlyList<HeldBox> Boxes, string Study, string Series, string Instance) : DeidentifyOutcome;

    /// <summary>Not taken. Nothing of it was kept.</summary>
    internal sealed record Withheld(string Code, string Detail) : DeidentifyOutcome;
}
