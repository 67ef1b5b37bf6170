using Pandok.Dicom.Files;
using Pandok.Dicom.Objects;
using Pandok.Dicom.Objects.Reports;

namespace Pandok.Dicom.Tests.Objects;

public sealed class ReportTests
{
    private static readonly InstanceReference Seg = new("1.2.840.10008.5.1.4.1.1.66.4", "2.25.300", "2.25.3000", "2.25.7");
    private const string NoUtf8Checker = "W: The VR checker does not support this Specific Character Set: ISO_IR 192";
    private static readonly Observer Analyzer = new Observer.Device("2.25.77", "opacity") { Manufacturer = "Pandok", Model = "opacity 1.0.0" };

    private static MeasurementGroup Volume(int number) => new($"thing {number}", $"2.25.50{number}", new MeasuredRegion.Segment(Seg, number, "2.25.8"))
    {
        Finding = Codes.AbnormalOpacity,
        FindingCategory = Codes.MorphologicallyAbnormalStructure,
        Sites = [new FindingSite(Codes.Lung, Codes.Right)],
        Algorithm = Sources.Opacity,
        Measurements =
        [
            new Measurement(Codes.Volume, 310.25 * number, Codes.Milliliter) { Method = Codes.SumOfSegmentedVoxels },
            new Measurement(Codes.PercentOfLung, 100.0 / 3, Codes.Percent),
            new Measurement(Codes.AttenuationCoefficient, null, Codes.HounsfieldUnit) { Derivation = Codes.Mean, Qualifier = Codes.MeasurementFailure },
        ],
    };

    private static MeasurementGroup[] Planar =>
    [
        new MeasurementGroup("길이 1", "2.25.601", new MeasuredRegion.OnImage(Sources.Reference(1), null, "POLYLINE", [1.5, 2, 4.25, 6])) { Finding = Codes.AbnormalOpacity, Measurements = [new Measurement(Codes.Length, 3.5, Codes.Millimeter)] },
        new MeasurementGroup("area", "2.25.602", new MeasuredRegion.SegmentFrame(Seg, 5, Sources.Reference(1))) { Measurements = [new Measurement(Codes.Area, 12, Codes.SquareMillimeter)] },
        new MeasurementGroup("whole", "2.25.604", new MeasuredRegion.WholeImages([Sources.Reference(0)])) { Measurements = [new Measurement(Codes.AttenuationCoefficient, -812.5, Codes.HounsfieldUnit) { Derivation = Codes.Mean }] },
    ];

    private static MeasurementGroup[] InSpace =>
    [
        new MeasurementGroup("plane", "2.25.603", new MeasuredRegion.InSpace("2.25.9", "POLYGON", [[0, 0, 40, 10, 0, 40, 10, 10, 40, 0, 0, 40]], false)) { Measurements = [new Measurement(Codes.Area, 100, Codes.SquareMillimeter)] },
        new MeasurementGroup("ball", "2.25.605", new MeasuredRegion.InSpace("2.25.9", "ELLIPSOID", [[-5, 0, 0, 5, 0, 0, 0, -5, 0, 0, 5, 0, 0, 0, -5, 0, 0, 5]], true)) { Measurements = [new Measurement(Codes.Volume, 0.52, Codes.Milliliter)] },
    ];

    private static MeasurementReport Report(IReadOnlyList<MeasurementGroup> groups, bool asComprehensive = false, string? name = "홍^길동") =>
        new(Sources.Context("400", 400, Sources.Slice(0, name)), Codes.Korean, [Analyzer], groups, [Sources.Reference(0), Sources.Reference(1), Sources.Reference(2)]) { AsComprehensive = asComprehensive };

    public static TheoryData<string> Variants => ["one", "many", "2D only", "nameless", "verified"];

    private static MeasurementReport Variant(string variant) => variant switch
    {
        "one" => Report([Volume(1)]),
        "many" => Report([Volume(1), Volume(2), .. Planar, .. InSpace]),
        "2D only" => Report([Volume(1), .. Planar], asComprehensive: true),
        "nameless" => Report([Volume(1)], name: null),
        _ => Report([.. Planar]) with
        {
            Observers = [new Observer.Person("판독^의사", "Reading room"), Analyzer],
            State = new DocumentState { IsFinal = true, CompletionDescription = "일부", Verifier = new Verifier("판독^의사", "Reading room", Sources.Now), Predecessors = [new InstanceReference("1.2.840.10008.5.1.4.1.1.88.34", "2.25.399", "2.25.3990", "2.25.7")] },
        },
    };

    [Theory, MemberData(nameof(Variants))]
    public async Task dciodvfy_and_dsrdump_find_no_error_in_a_measurement_report(string variant)
    {
        using var folder = new TemporaryFolder();
        var path = await Outside.WriteAsync(folder, "sr.dcm", Variant(variant).Build());
        await Outside.PassesAsync(path);
        var (exit, output) = await Outside.RunAsync("dsrdump", "+Pl", path);
        Assert.True(exit == 0 && !output.Contains("\nE: ") && !output.Replace(NoUtf8Checker, "").Contains("\nW: "), output);
        Assert.Contains("Imaging Measurement Report", output);
    }

    [Fact]
    public async Task pydicom_reads_the_numbers_units_sites_and_references()
    {
        using var folder = new TemporaryFolder();
        var path = await Outside.WriteAsync(folder, "sr.dcm", Variant("many").Build());
        var read = await Outside.PythonAsync("""
            import sys, pydicom
            d = pydicom.dcmread(sys.argv[1])
            assert str(d.PatientName) == '홍^길동' and d.SeriesDescription == '판독 결과' and d.StudyDescription == '흉부 CT'
            assert (d.CompletionFlag, d.VerificationFlag, d.PreliminaryFlag) == ('COMPLETE', 'UNVERIFIED', 'PRELIMINARY')
            refs = sorted(i.ReferencedSOPInstanceUID for s in d.CurrentRequestedProcedureEvidenceSequence[0].ReferencedSeriesSequence for i in s.ReferencedSOPSequence)
            print(refs)
            c = lambda s: s[0].CodeValue
            groups = [i for i in d.ContentSequence if c(i.ConceptNameCodeSequence) == '126010'][0].ContentSequence
            for g in groups:
                print('group', g.ContentTemplateSequence[0].TemplateIdentifier)
                for i in g.ContentSequence:
                    v = i.ValueType
                    if v == 'NUM':
                        m = i.MeasuredValueSequence
                        print('NUM', c(i.ConceptNameCodeSequence), (m[0].get('FloatingPointValue') or float(m[0].NumericValue), c(m[0].MeasurementUnitsCodeSequence)) if m else c(i.NumericValueQualifierCodeSequence))
                    if v == 'IMAGE': print('IMAGE', i.ReferencedSOPSequence[0].ReferencedSOPInstanceUID, i.ReferencedSOPSequence[0].get('ReferencedSegmentNumber'), i.ReferencedSOPSequence[0].get('ReferencedFrameNumber'))
                    if v.startswith('SCOORD'): print(v, i.GraphicType, list(i.GraphicData))
                    if v == 'CODE' and c(i.ConceptNameCodeSequence) == '363698007': print('SITE', c(i.ConceptCodeSequence), c(i.ContentSequence[0].ConceptCodeSequence))
            """, path);
        Assert.Equal("""
            ['2.25.1000', '2.25.1001', '2.25.1002', '2.25.300']
            group 1411
            IMAGE 2.25.300 1 None
            SITE 39607008 24028007
            NUM 118565006 (310.25, 'ml')
            NUM PCTLUNG (33.333333333333336, '%')
            NUM 112031 114006
            group 1411
            IMAGE 2.25.300 2 None
            SITE 39607008 24028007
            NUM 118565006 (620.5, 'ml')
            NUM PCTLUNG (33.333333333333336, '%')
            NUM 112031 114006
            group 1410
            SCOORD POLYLINE [1.5, 2.0, 4.25, 6.0]
            NUM 410668003 (3.5, 'mm')
            group 1410
            IMAGE 2.25.300 None 5
            IMAGE 2.25.1001 None None
            NUM 42798000 (12.0, 'mm2')
            group 1501
            IMAGE 2.25.1000 None None
            NUM 112031 (-812.5, '[hnsf'U]')
            group 1410
            SCOORD3D POLYGON [0.0, 0.0, 40.0, 10.0, 0.0, 40.0, 10.0, 10.0, 40.0, 0.0, 0.0, 40.0]
            NUM 42798000 (100.0, 'mm2')
            group 1411
            SCOORD3D ELLIPSOID [-5.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, -5.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, -5.0, 0.0, 0.0, 5.0]
            NUM 118565006 (0.52, 'ml')
            """.Replace("'[hnsf'U]'", "\"[hnsf'U]\""), read);
    }

    [Fact]
    public void What_was_built_is_read_with_its_values()
    {
        var read = Assert.IsType<ReportReading.Understood>(MeasurementReportReader.Read(Variant("many").Build().DataSet)).Report;
        Assert.Equal(7, read.Groups.Count);
        Assert.Equal([Analyzer], read.Observers);
        Assert.Equal(Codes.Korean, read.Language);
        var first = read.Groups[0];
        Assert.Equal(("thing 1", "2.25.501", Codes.AbnormalOpacity, "2.25.8"), (first.TrackingId, first.TrackingUid, first.Finding, first.SourceSeries));
        Assert.Equal([new FindingSite(Codes.Lung, Codes.Right)], first.Sites);
        Assert.Equal(Sources.Opacity, first.Algorithm);
        Assert.Equal(Volume(1).Measurements.Count, first.Measurements.Count);
        Assert.All(Volume(1).Measurements.Zip(first.Measurements), pair => Assert.Equal(pair.First with { Value = pair.Second.Value, Unit = pair.Second.Unit }, pair.Second));
        Assert.Equal([310.25, 33.333333333333336, null], first.Measurements.Select(measurement => measurement.Value));
        Assert.Equal([2], Assert.IsType<InstanceItem>(read.Groups[1].Regions[0]).Segments);
        Assert.Equal([1.5, 2, 4.25, 6], Assert.IsType<CoordinatesItem>(read.Groups[2].Regions[0]).Points);
        Assert.False(read.IsFinal || read.IsVerified);
        Assert.Empty(read.Skipped);
    }

    // name, groups, measurements, the first number
    [Theory]
    [InlineData("sr_document.dcm", 1)]
    [InlineData("sr_document_with_multiple_groups.dcm", 4)]
    [InlineData("sr.dcm", null)]
    [InlineData("seg.dcm", null)]
    [InlineData("sr-circle.dcm", null)]
    [InlineData("sr-ruler.dcm", null)]
    public async Task Reports_of_others_are_read_as_pydicom_reads_them(string name, int? groups)
    {
        var path = SharedData.File($"data/conformance/modalities/sr/{name}");
        await using var file = File.OpenRead(path);
        var header = await new DicomReader(file).ReadFileAsync(default);
        var reading = MeasurementReportReader.Read(header.DataSet);
        var expected = await Outside.PythonAsync("""
            import sys, pydicom
            d = pydicom.dcmread(sys.argv[1])
            c = lambda i: i.ConceptNameCodeSequence[0].get('CodeValue') if 'ConceptNameCodeSequence' in i and len(i.ConceptNameCodeSequence) else ''
            m = [i for i in d.get('ContentSequence', []) if c(i) == '126010']
            gs = [g for i in m for g in i.get('ContentSequence', []) if c(g) == '125007']
            print('none' if not m else ' '.join([str(len(gs))] + ['%.6g' % float(i.MeasuredValueSequence[0].NumericValue) for g in gs for i in g.ContentSequence if i.get('ValueType') == 'NUM' and len(i.MeasuredValueSequence)]))
            """, path);
        var got = reading is ReportReading.Understood { Report: var report } && expected != "none"
            ? string.Join(' ', [report.Groups.Count.ToString(), .. report.Groups.SelectMany(group => group.Measurements).Where(m => m.Value is not null).Select(m => double.Parse(m.Value!.Value.ToString("G6")).ToString())])
            : "none";
        Assert.Equal(string.Join(' ', expected.Split(' ').Select(number => double.TryParse(number, out var value) ? value.ToString() : number)), got);
        if (groups is { } count) Assert.StartsWith(count.ToString(), got);
    }

    [Fact]
    public async Task A_text_report_in_Korean_passes_dciodvfy_and_dsrdump()
    {
        using var folder = new TemporaryFolder();
        var report = new TextReport(Sources.Context("410", 410), Codes.Korean, [new Observer.Person("판독^의사")],
        [
            new TextSection(Codes.Findings, Codes.Finding, "우하엽 간유리음영 12.4 mL.\r\n흉수 없음.") { Images = [Sources.Reference(1)] },
            new TextSection(Codes.Conclusions, Codes.Conclusion, "추적 검사 권고 \\ 백슬래시"),
        ], [Sources.Reference(0), Sources.Reference(1)]);
        var path = await Outside.WriteAsync(folder, "text.dcm", report.Build());
        await Outside.PassesAsync(path);
        var (exit, output) = await Outside.RunAsync("dsrdump", "+Pl", path);
        Assert.True(exit == 0 && !output.Contains("\nE: "), output);
        Assert.Contains("우하엽 간유리음영 12.4 mL.", output);
        Assert.Equal("추적 검사 권고 \\ 백슬래시", await Outside.PythonAsync("import sys, pydicom; print(pydicom.dcmread(sys.argv[1]).ContentSequence[-1].ContentSequence[0].TextValue)", path));
        Assert.Throws<ArgumentException>(() => (report with { Evidence = [Sources.Reference(0)] }).Build());
    }

    [Theory]
    [InlineData("핵심 영상", "홍^길동")]
    [InlineData(null, null)]
    public async Task A_key_object_selection_passes_dciodvfy_and_dsrdump(string? description, string? name)
    {
        using var folder = new TemporaryFolder();
        var built = new KeyObjectSelection(Sources.Context("420", 420, Sources.Slice(0, name)), Codes.OfInterest, [new KeyObject(Sources.Reference(0)), new KeyObject(Seg, 2, 3)])
        {
            Description = description,
            Observers = description is null ? [] : [new Observer.Person("판독^의사")],
        }.Build();
        var path = await Outside.WriteAsync(folder, "ko.dcm", built);
        await Outside.PassesAsync(path);
        var (exit, output) = await Outside.RunAsync("dsrdump", "+Pl", path);
        Assert.True(exit == 0 && !output.Contains("\nE: "), output);
        var read = KeyObjectSelection.Read(built.DataSet)!.Value;
        Assert.Equal((Codes.OfInterest, description), (read.Title, read.Description));
        Assert.Equal([("2.25.1000", ""), ("2.25.300", "2,3")], read.Objects.Select(key => (key.SopInstanceUid, string.Join(',', key.Frames))));
    }
}
