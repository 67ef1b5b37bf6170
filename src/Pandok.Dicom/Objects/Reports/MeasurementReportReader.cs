using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects.Reports;

/// <summary>Reads TID 1500 reports of any maker (PS3.16). Groups are found by their concept name, so reports of older editions are read too.</summary>
public static class MeasurementReportReader
{
    private static readonly Code FindingInSct = new("246267002", "SCT", "Finding");

    /// <summary>Reads a report.</summary>
    public static ReportReading Read(DataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        if (ContentTree.Read(dataSet) is not { } root) return new ReportReading.Refused("The data set has no content tree (its root is no container)");
        var measurements = root.Below(Codes.ImagingMeasurements).OfType<ContainerItem>().ToArray();
        if (root.Template != "1500" && measurements.Length == 0)
            return new ReportReading.Refused($"Template {root.Template ?? "(none)"}, title {root.Concept?.Meaning ?? "(none)"}: no Imaging Measurements (126010, DCM)");

        var groups = new List<StoredMeasurementGroup>();
        var skipped = new List<string>();
        foreach (var child in measurements.SelectMany(container => container.Children))
        {
            if (child is ContainerItem container && Codes.MeasurementGroup.IsSame(container.Concept)) groups.Add(Group(container, skipped));
            else skipped.Add(child.Concept?.Meaning ?? child.GetType().Name);
        }
        var verified = dataSet.Text("VerificationFlag") == "VERIFIED";
        return new ReportReading.Understood(new StoredMeasurementReport(
            root.Concept, root.First<CodeItem>(Codes.LanguageOfContent)?.Value, Observer.From(root), [.. root.Below(Codes.ProcedureReported).OfType<CodeItem>().Select(item => item.Value)], groups,
            dataSet.Text("CompletionFlag") == "COMPLETE", dataSet.Text("PreliminaryFlag") is { } flag ? flag == "FINAL" : verified, verified, skipped));
    }

    private static StoredMeasurementGroup Group(ContainerItem group, List<string> skipped)
    {
        var measurements = new List<Measurement>();
        var evaluations = new List<Evaluation>();
        var regions = new List<ContentItem>();
        var sites = new List<FindingSite>();
        Code? finding = null, category = null;
        foreach (var item in group.Children)
        {
            switch (item)
            {
                case NumberItem { Concept: { } quantity } number:
                    measurements.Add(new Measurement(quantity, number.Value, number.Unit)
                    {
                        Method = number.First<CodeItem>(Codes.MeasurementMethod)?.Value ?? group.First<CodeItem>(Codes.MeasurementMethod)?.Value,
                        Derivation = number.First<CodeItem>(Codes.Derivation)?.Value,
                        Qualifier = number.Qualifier,
                    });
                    break;
                case CodeItem code when Codes.FindingSite.IsSame(code.Concept): sites.Add(new FindingSite(code.Value, code.First<CodeItem>(Codes.Laterality)?.Value)); break;
                case CodeItem code when Codes.Finding.IsSame(code.Concept) || FindingInSct.IsSame(code.Concept): finding = code.Value; break;
                case CodeItem code when Codes.FindingCategory.IsSame(code.Concept): category = code.Value; break;
                case CodeItem { Relationship: Relationship.Contains, Concept: { } name } code: evaluations.Add(new Evaluation(name, code.Value)); break;
                case InstanceItem or CoordinatesItem or Coordinates3DItem: regions.Add(item); break;
                case OtherItem other: skipped.Add(other.ValueType); break;
            }
        }
        var algorithm = group.First<TextItem>(Codes.AlgorithmName);
        return new StoredMeasurementGroup(
            group.First<TextItem>(Codes.TrackingIdentifier)?.Text, group.First<UidItem>(Codes.TrackingUniqueIdentifier)?.Uid, finding, category, sites,
            algorithm is null ? null : new Algorithm(algorithm.Text, group.First<TextItem>(Codes.AlgorithmVersion)?.Text ?? string.Empty, group.First<CodeItem>(Codes.AlgorithmFamily)?.Value ?? new Code(string.Empty, string.Empty, string.Empty))
            {
                Parameters = group.First<TextItem>(Codes.AlgorithmParameters)?.Text,
            },
            measurements, evaluations, regions, group.First<UidItem>(Codes.SourceSeriesForSegmentation)?.Uid);
    }
}
