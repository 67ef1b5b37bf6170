using System.Buffers;
using Pandok.Deidentification;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Platform;

namespace Pandok.Deidentify;

/// <summary>
/// The way of an instance whose pixels pass by: the header is cleaned in memory and the verifier reads it as it will be written. Fail closed: whatever is not proven clean is held.
/// </summary>
internal sealed class StreamedRelease(PandokOptions options)
{
    private readonly Profile profile = ProfileInUse.Of(options);

    public (DeidentifyOutcome Outcome, MappedIdentity? Identity) Judge(DicomHeader header, StudyContext context)
    {
        Outcome outcome;
        try
        {
            outcome = Deidentifier.Apply(header.DataSet, profile, context.Keys, known: context.Known);
        }
#pragma warning disable CA1031 // a fault of the rules is an object that is not proven clean, whatever the fault
        catch (Exception)
#pragma warning restore CA1031
        {
            return (Doubtful.Fault(header, context, profile), null);
        }
        if (outcome is not Outcome.Released released) return (Doubtful.Of(outcome, header, context, null), null);
        var syntax = KeptAs(header.Syntax);
        var head = HeadOf(released.DataSet, syntax);
        outcome = released.Judge(Verifier.Check(head, released.Identity));
        return outcome is Outcome.Released passed
            ? (new DeidentifyOutcome.Clean(passed.DataSet, head, syntax, passed.Receipt), passed.Identity)
            : (Doubtful.Of(outcome, header, context, null), null);
    }

    // What arrived as implicit VR, big endian or deflated is kept as explicit VR little endian: the pixels come out of the reader in that form (PS3.5 A.1, A.2).
    private static TransferSyntax KeptAs(TransferSyntax syntax) => syntax.IsImplicit ? TransferSyntax.ExplicitLittleEndian : syntax.Unpacked;

    private static ReadOnlyMemory<byte> HeadOf(DataSet clean, TransferSyntax syntax)
    {
        var head = new ArrayBufferWriter<byte>(16 << 10);
        DicomWriter.WriteFileHead(head, clean, syntax);
        DicomWriter.WriteDataSet(head, clean, syntax);
        return head.WrittenMemory;
    }
}
