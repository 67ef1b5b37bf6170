namespace Pandok.Dicom.Objects.Reports;

/// <summary>A measurement group as content items: TID 1411 for volumes, TID 1410 for planes, TID 1501 for whole images.</summary>
internal static class MeasurementGroupItems
{
    public static ContainerItem Of(MeasurementGroup group)
    {
        ContentItem[] content =
        [
            new TextItem(Relationship.HasObservationContext, Codes.TrackingIdentifier, group.TrackingId),
            new UidItem(Relationship.HasObservationContext, Codes.TrackingUniqueIdentifier, group.TrackingUid),
            .. group.FindingCategory is { } category ? [new CodeItem(Relationship.Contains, Codes.FindingCategory, category)] : Array.Empty<ContentItem>(),
            .. group.Finding is { } finding ? [new CodeItem(Relationship.Contains, Codes.Finding, finding)] : Array.Empty<ContentItem>(),
            .. Region(group.Region),
            .. group.Sites.Select(site => new CodeItem(Relationship.HasConceptModifier, Codes.FindingSite, site.Site,
                site.Laterality is { } side ? [new CodeItem(Relationship.HasConceptModifier, Codes.Laterality, side)] : [])),
            .. AlgorithmItems(group.Algorithm),
            .. group.Measurements.Select(Number),
            .. group.Evaluations.Select(evaluation => new CodeItem(Relationship.Contains, evaluation.Name, evaluation.Value)),
        ];
        return new ContainerItem(Relationship.Contains, Codes.MeasurementGroup, content, Template(group.Region));
    }

    public static IEnumerable<InstanceReference> Evidence(MeasuredRegion region) => region switch
    {
        MeasuredRegion.Segment segment => [segment.Segmentation, .. segment.SourceImages],
        MeasuredRegion.SegmentFrame frame => [frame.Segmentation, frame.SourceImage],
        MeasuredRegion.OnImage drawn => [drawn.Image],
        MeasuredRegion.WholeImages images => images.Sources,
        _ => [],
    };

    private static string Template(MeasuredRegion region) => region switch
    {
        MeasuredRegion.Segment or MeasuredRegion.InSpace { IsVolume: true } => "1411",
        MeasuredRegion.WholeImages => "1501",
        _ => "1410",
    };

    private static IEnumerable<ContentItem> Region(MeasuredRegion region)
    {
        switch (region)
        {
            case MeasuredRegion.Segment segment:
                yield return new InstanceItem(Relationship.Contains, Codes.ReferencedSegment, segment.Segmentation.SopClassUid, segment.Segmentation.SopInstanceUid, [], [segment.SegmentNumber]);
                if (segment.SourceSeriesUid is { } series) yield return new UidItem(Relationship.Contains, Codes.SourceSeriesForSegmentation, series);
                foreach (var image in segment.SourceImages) yield return new InstanceItem(Relationship.Contains, Codes.SourceImageForSegmentation, image.SopClassUid, image.SopInstanceUid, [], []);
                break;
            case MeasuredRegion.SegmentFrame frame:
                yield return new InstanceItem(Relationship.Contains, Codes.ReferencedSegmentationFrame, frame.Segmentation.SopClassUid, frame.Segmentation.SopInstanceUid, [frame.Frame], []);
                yield return new InstanceItem(Relationship.Contains, Codes.SourceImageForSegmentation, frame.SourceImage.SopClassUid, frame.SourceImage.SopInstanceUid, [], []);
                break;
            case MeasuredRegion.OnImage drawn:
                yield return new CoordinatesItem(Relationship.Contains, Codes.ImageRegion, drawn.GraphicType, drawn.Points,
                    new InstanceItem(Relationship.SelectedFrom, null, drawn.Image.SopClassUid, drawn.Image.SopInstanceUid, drawn.Frame is { } number ? [number] : [], []));
                break;
            case MeasuredRegion.InSpace space:
                foreach (var graphic in space.Graphics) yield return new Coordinates3DItem(Relationship.Contains, space.IsVolume ? Codes.VolumeSurface : Codes.ImageRegion, space.GraphicType, graphic, space.FrameOfReferenceUid);
                break;
            case MeasuredRegion.WholeImages images:
                foreach (var image in images.Sources) yield return new InstanceItem(Relationship.Contains, Codes.SourceOfMeasurement, image.SopClassUid, image.SopInstanceUid, [], []);
                break;
        }
    }

    private static IEnumerable<ContentItem> AlgorithmItems(Algorithm? algorithm)
    {
        if (algorithm is null) yield break;
        yield return new TextItem(Relationship.HasConceptModifier, Codes.AlgorithmName, algorithm.Name);
        yield return new TextItem(Relationship.HasConceptModifier, Codes.AlgorithmVersion, algorithm.Version);
        if (algorithm.Parameters is { } parameters) yield return new TextItem(Relationship.HasConceptModifier, Codes.AlgorithmParameters, parameters);
        yield return new CodeItem(Relationship.HasConceptModifier, Codes.AlgorithmFamily, algorithm.Family);
    }

    private static NumberItem Number(Measurement measurement) => new(Relationship.Contains, measurement.Quantity, measurement.Value, measurement.Unit, measurement.Qualifier,
    [
        .. measurement.Method is { } method ? [new CodeItem(Relationship.HasConceptModifier, Codes.MeasurementMethod, method)] : Array.Empty<ContentItem>(),
        .. measurement.Derivation is { } derivation ? [new CodeItem(Relationship.HasConceptModifier, Codes.Derivation, derivation)] : Array.Empty<ContentItem>(),
    ]);
}
