using System.Buffers;
using Pandok.Deidentification;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentification.Verify;
using Pandok.Deidentify.Quarantine;
using Pandok.Deidentify.Vaults;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Platform;
using Pandok.Studies;

namespace Pandok.Deidentify;

/// <summary>
/// Applies the profile to an instance in memory, lets the verifier read the result as it will be written, and seals the identity in the vault.
/// Only then may anything of it reach a disk in clear. Fail closed: whatever is not proven clean is held for a person.
/// </summary>
internal sealed class InstanceDeidentifier(Vault vault, SealedTerms terms, SiteKeyring keyring, PandokOptions options)
{
    private readonly Profile profile = Profile.Find(options.Profile) ?? throw new InvalidOperationException($"There is no profile {options.Profile}.");

    public async Task<DeidentifyOutcome> ApplyAsync(DicomHeader header, Origin origin, PixelReview? review, CancellationToken stop)
    {
        var keys = await keyring.ForStudyAsync(origin.SiteId, header.DataSet.GetString(Tags.StudyInstanceUID) ?? "", stop);
        var (outcome, identity) = Judge(header, keys, review);
        if (outcome is not DeidentifyOutcome.Clean clean) return outcome;
        if (await vault.SealAsync(origin.SiteId, identity!.Pseudonym, IdentityOf(identity), identity.StudyUid, stop) is not SealOutcome.Sealed) return HeldOf(header, keys, [HeldReason.Collision], clean.Receipt);
        return clean with { IsLate = await terms.GrowAsync(origin.SiteId, identity.StudyUid, identity.Names, identity.Terms, stop) };
    }

    /// <summary>The same without a trace: what would become of an instance.</summary>
    public async Task<DeidentifyOutcome> LookAsync(DicomHeader header, Origin origin, PixelReview? review, CancellationToken stop) =>
        Judge(header, await keyring.ForStudyAsync(origin.SiteId, header.DataSet.GetString(Tags.StudyInstanceUID) ?? "", stop), review).Outcome;

    private (DeidentifyOutcome Outcome, MappedIdentity? Identity) Judge(DicomHeader header, Keys keys, PixelReview? review)
    {
        Outcome outcome;
        try
        {
            outcome = Deidentifier.Apply(header.DataSet, profile, keys);
        }
#pragma warning disable CA1031 // a fault of the rules is an object that is not proven clean, whatever the fault
        catch (Exception)
#pragma warning restore CA1031
        {
            return (HeldOf(header, keys, [HeldReason.Fault], EmptyReceipt(keys)), null);
        }
        switch (outcome)
        {
            case Outcome.Refused refused:
                return (new DeidentifyOutcome.Withheld(Word(refused.Reasons[0]), "Not an object that can be de-identified"), null);
            case Outcome.Quarantined quarantined:
                return (HeldOf(header, keys, [.. quarantined.Reasons.Select(reason => reason.ToCode())], quarantined.Receipt), null);
            case Outcome.Released released:
                var syntax = KeptAs(header.Syntax);
                var head = HeadOf(released.DataSet, syntax);
                if (Verifier.Check(head, released.Identity) is { Count: > 0 } leaks)
                    return (HeldOf(header, keys, [.. leaks.Select(leak => leak.Code.ToCode()).Distinct()], released.Receipt with { Findings = [.. released.Receipt.Findings, .. leaks] }), null);
                var doubts = Doubts(released.Receipt).Where(doubt => review is null || !HeldReason.IsOfPixels(doubt)).ToList();
                return doubts.Count > 0 ? (HeldOf(header, keys, doubts, released.Receipt), null) : (new DeidentifyOutcome.Clean(released.DataSet, head, syntax, released.Receipt), released.Identity);
            case var other:
                throw new InvalidOperationException(other.GetType().Name);
        }
    }

    private IEnumerable<string> Doubts(Receipt receipt)
    {
        if (profile.Approval == ApprovalRule.HighRisk && receipt.Findings.Any(finding => finding.Code == FindingCode.PixelsNotLooked)) yield return HeldReason.Approval;
    }

    private static DeidentifyOutcome.Held HeldOf(DicomHeader header, Keys keys, IReadOnlyList<string> reasons, Receipt receipt)
    {
        string Uid(Tag tag) => Mapped.Uid(keys, header.DataSet.GetString(tag) ?? "");
        return new(reasons, receipt, [], Uid(Tags.StudyInstanceUID), Uid(Tags.SeriesInstanceUID), Uid(Tags.SOPInstanceUID));
    }

    private Receipt EmptyReceipt(Keys keys) => new()
    {
        Profile = profile.Name,
        ProfileVersion = profile.Version,
        ProfileSha256 = profile.Sha256,
        Tables = [],
        KeyId = keys.KeyId,
        Actions = new Dictionary<string, int>(),
        Findings = [],
    };

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
