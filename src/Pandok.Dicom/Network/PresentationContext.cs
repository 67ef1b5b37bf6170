using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

/// <summary>A presentation context as proposed (PS3.8 section 9.3.2.2): one abstract syntax, and the transfer syntaxes it may come in.</summary>
/// <param name="Id">Odd, 1 to 255, unique in the association.</param>
/// <param name="AbstractSyntax">A SOP class UID.</param>
/// <param name="TransferSyntaxes">UIDs, at least one.</param>
public sealed record PresentationContext(byte Id, string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes)
{
    /// <summary>
    /// One context per pair, duplicates left out: so the peer accepts or refuses each syntax of a SOP class by itself, and what is stored need not be transcoded.
    /// </summary>
    /// <exception cref="ArgumentException">More than 128 different pairs.</exception>
    public static IReadOnlyList<PresentationContext> Propose(IEnumerable<(string SopClass, TransferSyntax Syntax)> pairs)
    {
        var distinct = pairs.Select(pair => (pair.SopClass, pair.Syntax.Uid)).Distinct().ToList();
        if (distinct.Count > 128) throw new ArgumentException("An association has at most 128 presentation contexts (PS3.8 section 9.3.2.2).", nameof(pairs));
        return [.. distinct.Select((pair, index) => new PresentationContext((byte)(2 * index + 1), pair.SopClass, [pair.Uid]))];
    }

    /// <summary>The context of C-ECHO (PS3.4 Annex A): Verification in Implicit VR Little Endian.</summary>
    public static (string SopClass, TransferSyntax Syntax) Verification => (Uids.Verification, TransferSyntax.ImplicitLittleEndian);
}
