using System.Collections.Concurrent;
using Pandok.Deidentification;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentification.Verify;
using Pandok.Deidentify.Quarantine;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Platform;
using Pandok.Platform.Database;

namespace Pandok.Deidentify;

/// <summary>
/// The way of an instance whose pixels have to be read: looked at, cleaned, written anew into a sealed scratch, and verified there from the first byte to the last, before anything of it is
/// archived. Fail closed: whatever is not proven clean is held. As many at a time as there are processors, so that many senders cost no more memory than a few.
/// </summary>
internal sealed class WholeRelease(PandokOptions options, ScratchFolder scratches) : IDisposable
{
    private const int Remembered = 16;
    private readonly Profile profile = ProfileInUse.Of(options);
    private readonly SemaphoreSlim turns = new(Environment.ProcessorCount);
    // One for each study, however many senders it has: what it searches for is built once.
    private readonly ConcurrentDictionary<(Guid, string, string), StudyVerifier> verifiers = new();

    public bool MustRead(DicomHeader header, StudyContext context) => new PixelCleaner(profile, context.Rules, scratches.Open).MustRead(header);

    /// <param name="file">A Part 10 file: seekable, at its start.</param>
    /// <param name="written">Takes the new file; only what is clean may be kept of it.</param>
    /// <param name="review">What a person saw; null if nobody looked.</param>
    /// <exception cref="DicomException">The file cannot be read to its end.</exception>
    public async Task<(DeidentifyOutcome Outcome, MappedIdentity? Identity)> RunAsync(Stream file, Stream written, DicomHeader header, StudyContext context, PixelReview? review, CancellationToken stop)
    {
        var place = (context.Site, context.Study, context.Keys.KeyId);
        await turns.WaitAsync(stop);
        try
        {
            if (verifiers.Count >= Remembered && !verifiers.ContainsKey(place)) verifiers.Clear();
            var verifier = verifiers.GetOrAdd(place, _ => new StudyVerifier(profile.Name));
            var done = await new FileRelease(profile, context.Keys, context.Rules, scratches.Open).RunAsync(file, written, verifier, context.Known, review?.Boxes.Select(box => box.Drawn()).ToList(), stop);
            return Judge(done, header, context, review);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or DicomException) && !DiskFault.IsOurs(fault))
        {
            // A fault of the rules is an object that is not proven clean, whatever the fault.
            verifiers.TryRemove(place, out _);
            return (Doubtful.Fault(header, context, profile), null);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    private (DeidentifyOutcome, MappedIdentity?) Judge(FileOutcome done, DicomHeader header, StudyContext context, PixelReview? review)
    {
        if (done.Outcome is not Outcome.Released released) return (Doubtful.Of(done.Outcome, header, context, done.Pixels), null);
        // Which instances of a study are there already is a matter of when they came.
        var receipt = released.Receipt with { Findings = [.. released.Receipt.Findings.Where(finding => finding.Code != FindingCode.Reference)] };
        if (profile.Approval == ApprovalRule.HighRisk && review is null && done.Pixels is { Risk: RiskClass.High }) return (Doubtful.Held(header, context, [HeldReason.Approval], receipt, done.Pixels), null);
        var clean = new DeidentifyOutcome.Clean(released.DataSet, null, done.Syntax!, receipt)
        {
            Pixels = done.Pixels,
            Boxes = HeldBox.Of(done.Pixels, header.DataSet),
            Dropped = done.Dropped,
        };
        return (clean, released.Identity);
    }
}
