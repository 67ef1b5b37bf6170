using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects.Reports;

/// <summary>
/// Builds an imaging measurement report, TID 1500, as Comprehensive 3D SR or, if nothing lies in 3D coordinates and a receiver needs it, Comprehensive SR
/// (PS3.3 A.35.13 and A.35.3; PS3.16 TID 1500 and what it includes).
/// </summary>
/// <param name="Context">Whose study, made by what, and which instance.</param>
/// <param name="Language">Codes.Korean, Codes.English.</param>
/// <param name="Observers">Who or what measured; at least one.</param>
/// <param name="Groups">At least one.</param>
/// <param name="Library">Images measured on: the Image Library (TID 1600); also part of the evidence.</param>
public sealed record MeasurementReport(ObjectContext Context, Code Language, IReadOnlyList<Observer> Observers, IReadOnlyList<MeasurementGroup> Groups, IReadOnlyList<InstanceReference> Library)
{
    /// <summary>Title (CID 7021).</summary>
    public Code Title { get; init; } = Codes.ImagingMeasurementReport;

    /// <summary>What was done with the patient; at least one for a template's sake.</summary>
    public IReadOnlyList<Code> ProceduresReported { get; init; } = [new("363679005", "SCT", "Imaging procedure")];

    /// <summary>Complete or partial, preliminary or final, verified by whom.</summary>
    public DocumentState State { get; init; } = new();

    /// <summary>Comprehensive SR (88.33) instead of Comprehensive 3D SR (88.34).</summary>
    public bool AsComprehensive { get; init; }

    /// <summary>Gives the object.</summary>
    /// <exception cref="ArgumentException">No observer or group; or 3D coordinates in a Comprehensive SR.</exception>
    public DicomObject Build()
    {
        if (Observers.Count == 0) throw new ArgumentException("A report has an observer (TID 1001).");
        if (Groups.Count == 0) throw new ArgumentException("A measurement report has at least one group.");
        if (AsComprehensive && Groups.Any(group => group.Region is MeasuredRegion.InSpace)) throw new ArgumentException("Comprehensive SR has no 3D coordinates (PS3.3 A.35.3.3); use Comprehensive 3D SR.");
        ContentItem[] content =
        [
            new CodeItem(Relationship.HasConceptModifier, Codes.LanguageOfContent, Language),
            .. Observers.SelectMany(observer => observer.ToItems()),
            .. ProceduresReported.Select(procedure => new CodeItem(Relationship.HasConceptModifier, Codes.ProcedureReported, procedure)),
            .. Library.Count == 0 ? Array.Empty<ContentItem>() : [ImageLibrary()],
            new ContainerItem(Relationship.Contains, Codes.ImagingMeasurements, [.. Groups.Select(MeasurementGroupItems.Of)]),
        ];
        var root = new ContainerItem(Relationship.Contains, Title, content, "1500");
        var evidence = Library.Concat(Groups.SelectMany(group => MeasurementGroupItems.Evidence(group.Region)));
        return StructuredDocument.Build(Context, AsComprehensive ? Uids.ComprehensiveSRStorage : Uids.Comprehensive3DSRStorage, State, root, evidence);
    }

    private ContainerItem ImageLibrary() => new(Relationship.Contains, Codes.ImageLibrary,
    [
        new ContainerItem(Relationship.Contains, Codes.ImageLibraryGroup,
            [.. Library.Distinct().Select(image => new InstanceItem(Relationship.Contains, null, image.SopClassUid, image.SopInstanceUid, [], []))]),
    ], "1600");
}
