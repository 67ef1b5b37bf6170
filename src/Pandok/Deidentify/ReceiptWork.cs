using Pandok.Dicom.Data;

namespace Pandok.Deidentify;

/// <summary>The work on one instance, from its first byte on.</summary>
internal sealed class ReceiptWork(TimeProvider time)
{
    private readonly long began = time.GetTimestamp();

    public InstanceReceipt Done(DeidentifyOutcome.Clean clean, string sha256In, string sha256Out, PixelReview? review) => new()
    {
        Instance = clean.DataSet.GetString(Tags.SOPInstanceUID)!,
        Study = clean.DataSet.GetString(Tags.StudyInstanceUID)!,
        At = time.GetUtcNow(),
        Receipt = clean.Receipt,
        Sha256In = sha256In,
        Sha256Out = sha256Out,
        Boxes = review?.Boxes ?? [],
        Pixels = review is { Boxes.Count: > 0 } ? "blanked" : "unchanged",
        ReleasedBy = review?.By,
        Ms = (int)time.GetElapsedTime(began).TotalMilliseconds,
    };
}
