using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Pandok.Archive;
using Pandok.Deidentification;
using Pandok.Deidentification.Text;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Dicom.Files;
using Pandok.Platform.Database;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Review;

/// <summary>
/// Searches the archived instances of a study again, with all words of identity that its instances have brought by now. What speaks one of them is withdrawn: readers do not see it any more.
/// </summary>
internal sealed class VerifyStep(Database db, StudyChanges changes, SealedTerms terms, InstanceFiles files, Withdrawal withdrawal) : IStudyStep
{
    public StepKind Kind => StepKind.Verify;

    public async Task RunAsync(StudyStep step, CancellationToken stop)
    {
        if (await db.Set<Study>().AsNoTracking().SingleOrDefaultAsync(study => study.Uid == step.StudyUid, stop) is { } study)
        {
            var words = await terms.OfAsync(study.SiteId, study.Uid, stop);
            var instances = await db.Set<Instance>().AsNoTracking().Where(row => row.StudyUid == study.Uid).ToListAsync(stop);
            foreach (var instance in instances)
            {
                if (await FindAsync(instance, study, words, stop) is { Count: > 0 } found) await withdrawal.RunAsync(study, instance, found, stop);
            }
        }
        await changes.ByPlatformAsync(db, step.StudyUid, async (change, token) =>
        {
            await StudySteps.DoneAsync(change, step, token);
            return change;
        }, stop);
    }

    private async Task<IReadOnlyList<Finding>> FindAsync(Instance instance, Study study, IdentitySet words, CancellationToken stop)
    {
        await using var file = files.Open(instance);
        var reader = new DicomReader(file);
        var header = await reader.ReadFileAsync(stop);
        // The bytes as they are stored, up to Pixel Data; whatever is larger than a header can be is a header.
        var length = (int)Math.Min(reader.Position, int.MaxValue);
        var head = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            file.Position = 0;
            await file.ReadExactlyAsync(head.AsMemory(0, length), stop);
            return HeadSearch.Run(head.AsMemory(0, length), header.DataSet, study, words);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }
}
