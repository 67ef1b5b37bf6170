using Pandok.Deidentification.Mapping;
using Pandok.Deidentification.Text;
using Pandok.Deidentify.Quarantine;
using Pandok.Deidentify.Vaults;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Deidentify;

/// <summary>What is known of a study and its site when an instance comes, and what the instance adds to it.</summary>
internal sealed class StudyWords(SiteKeyring keyring, SealedTerms terms, SiteDeviceRules rules)
{
    public async ValueTask<StudyContext> ContextAsync(DicomHeader header, Guid site, CancellationToken stop)
    {
        var original = header.DataSet.GetString(Tags.StudyInstanceUID) ?? "";
        var keys = await keyring.ForStudyAsync(site, original, stop);
        var study = Mapped.Uid(keys, original);
        return new StudyContext(site, study, keys, await terms.KnownAsync(site, study, stop), await rules.OfAsync(site, stop));
    }

    /// <returns>True if the study has words now that its earlier instances were not searched for.</returns>
    public Task<bool> GrowAsync(DicomHeader header, StudyContext context, CancellationToken stop) => terms.GrowAsync(context.Site, context.Study, IdentitySet.Of(header.DataSet), stop);
}
