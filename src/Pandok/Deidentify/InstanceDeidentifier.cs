using System.Buffers;
using Pandok.Deidentification;
using Pandok.Deidentification.Verify;
using Pandok.Deidentify.Vaults;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Studies;

namespace Pandok.Deidentify;

/// <summary>
/// Applies the site's profile to an instance in memory, lets the verifier read the result as it will be written, and seals the identity in the vault.
/// Only then may anything of it reach a disk. Fail closed: whatever is not proven clean is withheld.
/// </summary>
internal sealed class InstanceDeidentifier(Vault vault, SiteKeyring keyring)
{
    public async Task<DeidentifyOutcome> ApplyAsync(DicomHeader header, Origin origin, CancellationToken stop)
    {
        var keys = await keyring.OfAsync(origin.SiteId, stop);
        switch (Deidentifier.Apply(header.DataSet, Profile.Reading, keys))
        {
            case Outcome.Refused refused:
                return new DeidentifyOutcome.Withheld(Word(refused.Reasons[0]), "Not an object that can be de-identified");
            case Outcome.Quarantined quarantined:
                return new DeidentifyOutcome.Withheld(Word(quarantined.Reasons[0]), "Cannot be proven free of identity; nothing was kept");
            case Outcome.Released released:
                var syntax = KeptAs(header.Syntax);
                var head = HeadOf(released.DataSet, syntax);
                if (Verifier.Check(head, released.Identity) is { Count: > 0 } leaks)
                    return new DeidentifyOutcome.Withheld("identityLeft", $"The verifier still finds identity: {string.Join(", ", leaks.Select(leak => leak.Code).Distinct())}; nothing was kept");
                return await vault.SealAsync(origin.SiteId, released.Identity.Pseudonym, IdentityOf(released.Identity), released.Identity.StudyUid, stop) is SealOutcome.Sealed
                    ? new DeidentifyOutcome.Clean(released.DataSet, head, syntax, released.Receipt)
                    : new DeidentifyOutcome.Withheld("pseudonymCollision", "The study or its pseudonym belongs to another patient already");
            case var other:
                throw new InvalidOperationException(other.GetType().Name);
        }
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

    private static StudyIdentity IdentityOf(MappedIdentity identity) => new(
        identity.Original.PatientName, identity.Original.PatientId, identity.Original.BirthDate, identity.Original.Sex,
        identity.Original.Accession, identity.Original.StudyUid, identity.Original.StudyDate, identity.Original.StudyTime, identity.Original.ReferringPhysician);

    private static string Word(Reason reason) => char.ToLowerInvariant(reason.ToString()[0]) + reason.ToString()[1..];
}
