using Pandok.Deidentification;
using Pandok.Deidentify.Quarantine;
using Pandok.Deidentify.Vaults;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Studies;

namespace Pandok.Deidentify;

/// <summary>
/// De-identifies an instance with what its study and site know, and seals the identity in the vault. Only then may anything of it reach a disk in clear.
/// Most pixels pass by behind their clean header (<see cref="StreamedRelease"/>); those that have to be read take the longer way (<see cref="WholeRelease"/>).
/// </summary>
internal sealed class InstanceDeidentifier(StudyWords words, Vault vault, StreamedRelease streamed, WholeRelease whole)
{
    public ValueTask<StudyContext> ContextAsync(DicomHeader header, Origin origin, CancellationToken stop) => words.ContextAsync(header, origin.SiteId, stop);

    /// <summary>Whether the whole instance has to be there before it is decided what becomes of it.</summary>
    public bool MustRead(DicomHeader header, StudyContext context) => whole.MustRead(header, context);

    public async Task<DeidentifyOutcome> ApplyAsync(DicomHeader header, StudyContext context, CancellationToken stop) =>
        await SealAsync(streamed.Judge(header, context), header, context, stop);

    /// <param name="file">A Part 10 file: seekable, at its start.</param>
    /// <param name="written">Takes the new file; only what is clean may be kept of it.</param>
    public async Task<DeidentifyOutcome> ApplyAsync(Stream file, Stream written, DicomHeader header, StudyContext context, PixelReview? review, CancellationToken stop) =>
        await SealAsync(await whole.RunAsync(file, written, header, context, review, stop), header, context, stop);

    /// <summary>The same without a trace: what would become of an instance.</summary>
    public async Task<DeidentifyOutcome> LookAsync(Stream file, Stream written, Origin origin, PixelReview review, CancellationToken stop)
    {
        var header = await new DicomReader(file).ReadFileAsync(stop);
        file.Position = 0;
        return (await whole.RunAsync(file, written, header, await ContextAsync(header, origin, stop), review, stop)).Outcome;
    }

    private async Task<DeidentifyOutcome> SealAsync((DeidentifyOutcome Outcome, MappedIdentity? Identity) judged, DicomHeader header, StudyContext context, CancellationToken stop)
    {
        if (judged is not (DeidentifyOutcome.Clean clean, { } identity)) return judged.Outcome;
        if (await vault.SealAsync(context.Site, identity.Pseudonym, IdentityOf(identity), identity.StudyUid, stop) is not SealOutcome.Sealed)
            return Doubtful.Held(header, context, [HeldReason.Collision], clean.Receipt, clean.Pixels);
        return clean with { IsLate = await words.GrowAsync(header, context, stop) };
    }

    private static StudyIdentity IdentityOf(MappedIdentity identity) => new(
        identity.Original.PatientName, identity.Original.PatientId, identity.Original.BirthDate, identity.Original.Sex,
        identity.Original.Accession, identity.Original.StudyUid, identity.Original.StudyDate, identity.Original.StudyTime, identity.Original.ReferringPhysician);
}
