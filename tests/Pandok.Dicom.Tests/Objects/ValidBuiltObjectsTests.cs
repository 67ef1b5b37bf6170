using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Objects;
using Pandok.Dicom.Objects.Presentation;
using Pandok.Dicom.Objects.Reports;
using Pandok.Dicom.Objects.Segmentations;
using Pandok.Dicom.Validation;

namespace Pandok.Dicom.Tests.Objects;

public sealed class ValidBuiltObjectsTests
{
    public static TheoryData<string> Kinds => ["binary", "label map", "measurements", "text", "key objects", "grey", "colour", "capture", "state", "pdf"];

    private static DicomObject Build(string kind)
    {
        var context = Sources.Context("700", 700);
        Observer observer = new Observer.Person("판독^의사");
        return kind switch
        {
            "binary" => Sources.Segmentation(SegmentationType.Binary, 3).Build(),
            "label map" => Sources.Segmentation(SegmentationType.LabelMap, 3).Build(),
            "measurements" => new MeasurementReport(context, Codes.English, [observer], [new MeasurementGroup("a", "2.25.1", new MeasuredRegion.OnImage(Sources.Reference(0), null, "POINT", [1, 2])) { Measurements = [new Measurement(Codes.Length, 1, Codes.Millimeter)] }], [Sources.Reference(0)]).Build(),
            "text" => new TextReport(context, Codes.Korean, [observer], [new TextSection(Codes.Findings, Codes.Finding, "소견")], [Sources.Reference(0)]).Build(),
            "key objects" => new KeyObjectSelection(context, Codes.OfInterest, [new KeyObject(Sources.Reference(0))]).Build(),
            "grey" => new SecondaryCapture(context, CaptureKind.GrayscaleWord, 2, 2, [new byte[8], new byte[8]], false).Build(),
            "colour" => new SecondaryCapture(context, CaptureKind.TrueColor, 2, 2, [new byte[12], new byte[12]], true).Build(),
            "capture" => new SecondaryCapture(context, CaptureKind.Single, 2, 2, [new byte[4]], true).Build(),
            "state" => new PresentationState(context, "KEY", [new PresentedImage(Sources.Reference(0), 9, 7)]) { Window = (40, 400), Annotations = [new Annotation(new PresentedImage(Sources.Reference(0), 9, 7), [], [new GraphicText("글", (1, 1))])] }.Build(),
            _ => new EncapsulatedPdf(context, "판독문", "%PDF-1.7\n"u8.ToArray(), false).Build(),
        };
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Our_validator_finds_no_error_warning_or_foreign_attribute_in_a_built_object(string kind)
    {
        var file = new MemoryStream();
        await Build(kind).WriteFileAsync(file, default);
        file.Position = 0;
        var reader = new DicomReader(file);
        var header = await reader.ReadFileAsync(default);
        await reader.FinishAsync(default);
        var report = ObjectValidator.Validate(header, reader.Findings);
        Assert.NotNull(report.Iod);
        Assert.Empty(report.Findings.Where(finding => finding.Severity > Severity.Note || finding.Rule == ValidationRule.NotInIod).Select(finding => $"{finding.Path} {finding.Keyword} {finding.Message}"));
    }

    [Fact]
    public async Task What_is_broken_in_a_label_map_is_found()
    {
        var built = Sources.Segmentation(SegmentationType.LabelMap, 2).Build().DataSet;
        Assert.DoesNotContain(ObjectValidator.Validate(built).Findings, finding => finding.Severity == Severity.Error && finding.Rule != ValidationRule.MissingType1);
        built.Remove(new Tag(0x00620001));
        built.GetItems(new Tag(0x00620002))[1].Remove(new Tag(0x00620005));
        built.GetItems(new Tag(0x52009230))[2].Remove(new Tag(0x00209113));
        var findings = ObjectValidator.Validate(built).Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Rule} {finding.Path}").ToArray();
        Assert.Contains("MissingType1 (0062,0001)", findings);
        Assert.Contains("MissingType1 (0062,0002)[2].(0062,0005)", findings);
        Assert.Contains("FunctionalGroup (0020,9113)", findings);
        await Task.CompletedTask;
    }
}
