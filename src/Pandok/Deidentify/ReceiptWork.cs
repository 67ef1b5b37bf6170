using Pandok.Deidentification;
using Pandok.Dicom.Data;

namespace Pandok.Deidentify;

/// <summary>The work on one instance, from its first byte on.</summary>
internal sealed class ReceiptWork(TimeProvider time)
{
    private readonly long began = time.GetTimestamp();

    /// <param name="stripped">Bits outside the stored values were zeroed in pixels that passed by.</param>
    public InstanceReceipt Done(DeidentifyOutcome.Clean clean, bool stripped, string sha256In, string sha256Out, PixelReview? review) => new()
    {
        Instance = clean.DataSet.GetString(Tags.SOPInstanceUID)!,
        Study = clean.DataSet.GetString(Tags.StudyInstanceUID)!,
        At = time.GetUtcNow(),
        Receipt = stripped ? clean.Receipt with { Findings = [.. clean.Receipt.Findings, new Finding(FindingCode.PixelsStripped, Tags.PixelData.ToString())] } : clean.Receipt,
        Sha256In = sha256In,
        Sha256Out = sha256Out,
        Boxes = clean.Boxes,
        Pixels = clean.Pixels is { IsReencoded: true } ? "reencoded" : clean.Pixels is { } seen ? seen.Change.ToString().ToLowerInvariant() : stripped ? "stripped" : "unchanged",
        Look = clean.Pixels is { } look ? new PixelSight(look.Risk.ToString().ToLowerInvariant(), look.Frames, look.Looked, look.IsVerified) : null,
        IsWhole = clean.Head is null,
        ReleasedBy = review?.By,
        Ms = (int)time.GetElapsedTime(began).TotalMilliseconds,
    };
}
