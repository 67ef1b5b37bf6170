namespace Pandok.Dicom.Objects.Reports;

/// <summary>What came of reading a document as a measurement report.</summary>
public abstract record ReportReading
{
    private ReportReading()
    {
    }

    /// <summary>A measurement report.</summary>
    public sealed record Understood(StoredMeasurementReport Report) : ReportReading;

    /// <summary>No TID 1500 report; it can still be shown as a <see cref="ContentTree"/>.</summary>
    /// <param name="What">For people: what it is instead.</param>
    public sealed record Refused(string What) : ReportReading;
}

/// <summary>A measurement report that was read.</summary>
/// <param name="Title">Title.</param>
/// <param name="Language">Language of the content, or null.</param>
/// <param name="Observers">Who or what measured.</param>
/// <param name="ProceduresReported">Procedures.</param>
/// <param name="Groups">The groups, in order.</param>
/// <param name="IsComplete">COMPLETE.</param>
/// <param name="IsFinal">FINAL; an absent Preliminary Flag counts as final only if the document is verified.</param>
/// <param name="IsVerified">VERIFIED.</param>
/// <param name="Skipped">Content that was not understood, by what it is: told, not hidden.</param>
public sealed record StoredMeasurementReport(Code? Title, Code? Language, IReadOnlyList<Observer> Observers, IReadOnlyList<Code> ProceduresReported, IReadOnlyList<StoredMeasurementGroup> Groups, bool IsComplete, bool IsFinal, bool IsVerified, IReadOnlyList<string> Skipped);

/// <summary>A group that was read. Foreign groups may lack what ours always have.</summary>
/// <param name="TrackingId">For people; null if absent.</param>
/// <param name="TrackingUid">Null if absent.</param>
/// <param name="Finding">What was found.</param>
/// <param name="FindingCategory">Its category.</param>
/// <param name="Sites">Where it lies.</param>
/// <param name="Algorithm">What measured; its family may be unknown.</param>
/// <param name="Measurements">The numbers.</param>
/// <param name="Evaluations">Coded answers.</param>
/// <param name="Regions">Where on images, in space, or in segmentations.</param>
/// <param name="SourceSeries">Series the segmentation was drawn on.</param>
public sealed record StoredMeasurementGroup(string? TrackingId, string? TrackingUid, Code? Finding, Code? FindingCategory, IReadOnlyList<FindingSite> Sites, Algorithm? Algorithm, IReadOnlyList<Measurement> Measurements, IReadOnlyList<Evaluation> Evaluations,
    IReadOnlyList<ContentItem> Regions, string? SourceSeries);
