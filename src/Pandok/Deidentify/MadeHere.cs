using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Deidentification;
using Pandok.Deidentify.Vaults;
using Pandok.Dicom.Data;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deidentify;

/// <summary>Objects that people make here of headers that are clean already: searched as what comes in is, for people type, and entered in the chain of their study's receipts.</summary>
internal sealed class MadeHere(SealedTerms terms, Receipts receipts, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="head">The file up to Pixel Data.</param>
    /// <returns>What must not be archived; empty if it is clean.</returns>
    public async Task<IReadOnlyList<Finding>> SearchAsync(Study study, DataSet set, ReadOnlyMemory<byte> head, CancellationToken stop) =>
        HeadSearch.Run(head, set, study, await terms.OfAsync(study.SiteId, study.Uid, stop));

    /// <summary>Adds its receipt in the caller's transaction, which holds the study: made under the profile of the study, nothing was taken away.</summary>
    /// <param name="sha256">Of the archived file.</param>
    public async Task EnterAsync(Database db, string study, string instance, string sha256, CancellationToken stop)
    {
        var chain = await db.Set<ReceiptRow>().AsNoTracking().SingleAsync(row => row.StudyUid == study, stop);
        await receipts.AddAsync(db, new InstanceReceipt
        {
            Instance = instance,
            Study = study,
            At = time.GetUtcNow(),
            Receipt = new Receipt
            {
                Profile = chain.ProfileName,
                ProfileVersion = int.Parse(chain.ProfileVersion, CultureInfo.InvariantCulture),
                ProfileSha256 = chain.ProfileSha256,
                Tables = JsonSerializer.Deserialize<TableVersion[]>(chain.TablesJson, Json)!,
                KeyId = "-",
                Actions = new Dictionary<string, int>(),
                Findings = [],
            },
            Sha256In = sha256,
            Sha256Out = sha256,
            Boxes = [],
            Pixels = "unchanged",
            Look = null,
            IsWhole = false,
            ReleasedBy = null,
            Ms = 0,
        });
    }
}
