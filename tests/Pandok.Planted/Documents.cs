using System.IO.Compression;
using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Planted;

/// <summary>Objects without pixels of their own: SR, key objects, presentation state, RT, segmentation, PDF, waveform.</summary>
public sealed partial class Corpus
{
    private const string Sr = "1.2.840.10008.5.1.4.1.1.88.33";

    private void Documents()
    {
        var person = people[0];
        var slice = modules.Instance(person, 1, 1);
        var set = modules.Base(person, "sr", Korean, Sr, "SR", 10, 1);
        set.Put("CompletionFlag", "COMPLETE").Put("VerificationFlag", "VERIFIED").Put("ValueType", "CONTAINER").Put("ContinuityOfContent", "SEPARATE").Put("ConceptNameCodeSequence", Values.Code("18748-4", "LN", $"Report of {person.Family}"))
            .Put("PerformedProcedureCodeSequence").Put("ReferencedPerformedProcedureStepSequence")
            .Put("VerifyingObserverSequence", Values.Item(("VerifyingOrganization", person.Hospital), ("VerificationDateTime", $"{person.Date}120000"), ("VerifyingObserverName", $"{person.Doctor}^Ver"), ("VerifyingObserverIdentificationCodeSequence", Values.Code("V1", "99DEMO", person.Doctor))))
            .Put("CurrentRequestedProcedureEvidenceSequence", Values.Item(("StudyInstanceUID", person.Root), ("ReferencedSeriesSequence", Values.Item(("SeriesInstanceUID", $"{person.Root}.1"), ("ReferencedSOPSequence", Values.Reference(Ct, slice))))))
            .Put("ContentSequence", Content("PNAME", "121008", "Person Observer Name", ("PersonName", person.Name)), Content("TEXT", "121071", "Finding", ("TextValue", $"{person.HangulGiven}님의 검사. Nodule in right lung. Call {person.Phone}. RRN {person.Registration}.")),
                Content("UIDREF", "121018", "Procedure Study Instance UID", ("UID", person.Root)), Content("IMAGE", "121080", "Best illustration of finding", ("ReferencedSOPSequence", Values.Reference(Ct, slice))),
                Content("DATE", "121031", "Subject Birth Date", ("Date", person.Birth)), Content("TEXT", "121029", "Subject Name", ("TextValue", $"{person.Family} {person.Given}")));
        Truth.Refers("sr", Path("CurrentRequestedProcedureEvidenceSequence", "ReferencedSeriesSequence", "ReferencedSOPSequence", "ReferencedSOPInstanceUID"), "ct-explicit");
        Add("sr", 0, set, "1.2.840.10008.1.2.1");

        set = modules.Base(person, "ko", Korean, "1.2.840.10008.5.1.4.1.1.88.59", "KO", 11, 1);
        set.Put("ValueType", "CONTAINER").Put("ContinuityOfContent", "SEPARATE").Put("ConceptNameCodeSequence", Values.Code("113000", "DCM", "Of Interest")).Put("ReferencedPerformedProcedureStepSequence")
            .Put("CurrentRequestedProcedureEvidenceSequence", Values.Item(("StudyInstanceUID", person.Root), ("ReferencedSeriesSequence", Values.Item(("SeriesInstanceUID", $"{person.Root}.1"), ("ReferencedSOPSequence", Values.Reference(Ct, slice))))))
            .Put("ContentSequence", Content("TEXT", "113012", "Key Object Description", ("TextValue", $"for {person.Doctor}, patient {person.Id}")), Content("IMAGE", "", "", ("ReferencedSOPSequence", Values.Reference(Ct, slice))));
        Truth.Refers("ko", Path("CurrentRequestedProcedureEvidenceSequence", "ReferencedSeriesSequence", "ReferencedSOPSequence", "ReferencedSOPInstanceUID"), "ct-explicit");
        Add("ko", 0, set, "1.2.840.10008.1.2.1");

        set = modules.Base(person, "pr", Korean, "1.2.840.10008.5.1.4.1.1.11.1", "PR", 12, 1);
        set.Put("PresentationCreationDate", person.Date).Put("PresentationCreationTime", "130000").Put("ContentLabel", "ANNOTATED").Put("ContentDescription", $"marks of {person.Latin}").Put("ContentCreatorName", $"{person.Doctor}^Mark").Put("PresentationLUTShape", "IDENTITY")
            .Put("ReferencedSeriesSequence", Values.Item(("SeriesInstanceUID", $"{person.Root}.1"), ("ReferencedImageSequence", Values.Reference(Ct, slice))))
            .Put("DisplayedAreaSelectionSequence", Values.Item(("DisplayedAreaTopLeftHandCorner", new[] { "1", "1" }), ("DisplayedAreaBottomRightHandCorner", new[] { "128", "96" }), ("PresentationSizeMode", "SCALE TO FIT"), ("PresentationPixelAspectRatio", new[] { "1", "1" })))
            .Put("GraphicLayerSequence", Values.Item(("GraphicLayer", "NOTES"), ("GraphicLayerOrder", "1"), ("GraphicLayerDescription", $"by {person.Doctor}")))
            .Put("GraphicAnnotationSequence", Values.Item(("GraphicLayer", "NOTES"), ("TextObjectSequence", Values.Item(("UnformattedTextValue", $"{person.HangulGiven} {person.Birth}"), ("AnchorPointAnnotationUnits", "PIXEL"), ("AnchorPointVisibility", "N"), ("AnchorPoint", new[] { "10", "10" })))));
        Truth.Refers("pr", Path("ReferencedSeriesSequence", "ReferencedImageSequence", "ReferencedSOPInstanceUID"), "ct-explicit");
        Add("pr", 0, set, "1.2.840.10008.1.2.1");
        Radiotherapy();
        Segmented();
        Signals();
    }

    private void Radiotherapy()
    {
        var person = people[0];
        var slice = modules.Instance(person, 1, 1);
        var set = modules.Base(person, "rtstruct", Korean, "1.2.840.10008.5.1.4.1.1.481.3", "RTSTRUCT", 13, 1);
        set.Put("StructureSetLabel", "PLAN").Put("StructureSetName", person.Latin).Put("StructureSetDescription", $"for {person.Id}").Put("StructureSetDate", person.Date).Put("StructureSetTime", "140000")
            .Put("ReferencedFrameOfReferenceSequence", Values.Item(("FrameOfReferenceUID", $"{person.Root}.99"), ("RTReferencedStudySequence", Values.Item(("ReferencedSOPClassUID", "1.2.840.10008.3.1.2.3.1"), ("ReferencedSOPInstanceUID", person.Root),
                ("RTReferencedSeriesSequence", Values.Item(("SeriesInstanceUID", $"{person.Root}.1"), ("ContourImageSequence", Values.Reference(Ct, slice))))))))
            .Put("StructureSetROISequence", Values.Item(("ROINumber", 1), ("ReferencedFrameOfReferenceUID", $"{person.Root}.99"), ("ROIName", $"GTV {person.Family}"), ("ROIDescription", person.Registration), ("ROIGenerationAlgorithm", "MANUAL")))
            .Put("ROIContourSequence", Values.Item(("ReferencedROINumber", 1), ("ContourSequence", Values.Item(("ContourGeometricType", "POINT"), ("NumberOfContourPoints", 1), ("ContourData", new[] { "1.5", "2.5", "3.5" }), ("ContourImageSequence", Values.Reference(Ct, slice))))))
            .Put("RTROIObservationsSequence", Values.Item(("ObservationNumber", 1), ("ReferencedROINumber", 1), ("RTROIInterpretedType", "GTV"), ("ROIInterpreter", $"{person.Doctor}^Roi"), ("ROIObservationDescription", person.Phone)));
        Truth.Refers("rtstruct", Path("ReferencedFrameOfReferenceSequence", "RTReferencedStudySequence", "RTReferencedSeriesSequence", "ContourImageSequence", "ReferencedSOPInstanceUID"), "ct-explicit");
        Truth.Refers("rtstruct", Path("ROIContourSequence", "ContourSequence", "ContourImageSequence", "ReferencedSOPInstanceUID"), "ct-explicit");
        Truth.Survives("rtstruct", Path("ROIContourSequence", "ContourSequence", "ContourData"), "1.5");
        Add("rtstruct", 0, set, "1.2.840.10008.1.2");

        set = modules.Base(person, "rtdose", Korean, "1.2.840.10008.5.1.4.1.1.481.2", "RTDOSE", 14, 1);
        set.Put("DoseUnits", "GY").Put("DoseType", "PHYSICAL").Put("DoseSummationType", "PLAN").Put("DoseComment", $"{person.Latin} {person.OtherId}").Put("DoseGridScaling", "0.001").Put("ReferencedRTPlanSequence", Values.Reference("1.2.840.10008.5.1.4.1.1.481.5", Truth.Uid($"{person.Root}.66")));
        modules.Plane(set, "rtdose", person, 1);
        modules.Survive("rtdose", "DoseGridScaling", "0.001");
        modules.Survive("rtdose", "DoseUnits", "GY");
        Add("rtdose", 0, set, "1.2.840.10008.1.2.1", Frames(set, 16, 1));
    }

    private void Segmented()
    {
        var person = people[0];
        var slice = modules.Instance(person, 1, 1);
        var set = modules.Base(person, "seg", Korean, "1.2.840.10008.5.1.4.1.1.66.4", "SEG", 15, 1);
        set.Put("ImageType", "DERIVED", "PRIMARY").Put("SegmentationType", "FRACTIONAL").Put("SegmentationFractionalType", "PROBABILITY").Put("MaximumFractionalValue", 255).Put("ContentLabel", "LUNG").Put("ContentDescription", $"lung of {person.Family}").Put("ContentCreatorName", $"{person.Doctor}^Seg")
            .Put("LossyImageCompression", "00").Put("FrameOfReferenceUID", $"{person.Root}.99").Put("PositionReferenceIndicator")
            .Put("ReferencedSeriesSequence", Values.Item(("SeriesInstanceUID", $"{person.Root}.1"), ("ReferencedInstanceSequence", Values.Reference(Ct, slice))))
            .Put("SegmentSequence", Values.Item(("SegmentNumber", 1), ("SegmentLabel", $"Lung {person.Given}"), ("SegmentAlgorithmType", "MANUAL"), ("SegmentDescription", person.Registration),
                ("SegmentedPropertyCategoryCodeSequence", Values.Code("123037004", "SCT", "Anatomical Structure")), ("SegmentedPropertyTypeCodeSequence", Values.Code("39607008", "SCT", "Lung"))));
        Truth.Refers("seg", Path("ReferencedSeriesSequence", "ReferencedInstanceSequence", "ReferencedSOPInstanceUID"), "ct-explicit");
        Truth.Survives("seg", Path("SegmentSequence", "SegmentedPropertyTypeCodeSequence", "CodeValue"), "39607008");
        Add("seg", 0, set, "1.2.840.10008.1.2.5", Frames(set, 8, 1));
    }

    private void Signals()
    {
        var person = people[2];
        var set = modules.Base(person, "waveform", "", "1.2.840.10008.5.1.4.1.1.9.1.1", "ECG", 16, 1);
        set.Put("AcquisitionDateTime", $"{person.Date}101112").Put("AcquisitionContextSequence")
            .Put("WaveformAnnotationSequence", Values.Item(("UnformattedTextValue", $"{person.Latin} {person.Phone}"), ("AnnotationGroupNumber", 1)), Values.Item(("NumericValue", "72"), ("ConceptNameCodeSequence", Values.Code("8867-4", "LN", "Heart rate"))))
            .Put("WaveformSequence", Wave(person));
        Truth.Survives("waveform", Path("WaveformSequence", "SamplingFrequency"), "500");
        Add("waveform", 2, set, "1.2.840.10008.1.2.1");

        set = modules.Base(person, "pdf", "", "1.2.840.10008.5.1.4.1.1.104.1", "DOC", 17, 1);
        set.Put("AcquisitionDateTime", $"{person.Date}101112").Put("ConversionType", "SD").Put("BurnedInAnnotation", "YES").Put("DocumentTitle", $"Letter for {person.Latin}").Put("ConceptNameCodeSequence").Put("MIMETypeOfEncapsulatedDocument", "application/pdf");
        var pdf = Pdf($"BT (Letter for {person.Family} {person.Given}, {person.Registration}) Tj ET");
        set.Set(DataElement.Of(Values.TagOf("EncapsulatedDocument"), Vr.OB, pdf.Length % 2 == 0 ? pdf : [.. pdf, 0]));
        Add("pdf", 2, set, "1.2.840.10008.1.2.1", mustRelease: false);
    }

    private static DataSet Wave(Person person)
    {
        var wave = Values.Item(("WaveformOriginality", "ORIGINAL"), ("NumberOfWaveformChannels", 1), ("NumberOfWaveformSamples", 8), ("SamplingFrequency", "500"), ("WaveformBitsAllocated", 16), ("WaveformSampleInterpretation", "SS"),
            ("ChannelDefinitionSequence", Values.Item(("ChannelLabel", person.Family), ("WaveformBitsStored", 16), ("ChannelSourceSequence", Values.Code("2:1", "MDC", "Lead I")))));
        wave.Set(DataElement.Of(Values.TagOf("WaveformData"), Vr.OW, new byte[16]));
        return wave;
    }

    private static DataSet Content(string type, string code, string meaning, (string Keyword, object Value) value)
    {
        var item = Values.Item(("RelationshipType", "CONTAINS"), ("ValueType", type), value);
        if (code.Length > 0) item.Put("ConceptNameCodeSequence", Values.Code(code, "DCM", meaning));
        return item;
    }

    private static byte[] Pdf(string page)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.4\n1 0 obj << /Length 1 /Filter /FlateDecode >> stream\n"u8);
        using (var deflate = new ZLibStream(file, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(Encoding.Latin1.GetBytes(page));
        file.Write("\nendstream endobj\ntrailer << >>\n%%EOF\n"u8);
        return file.ToArray();
    }

    private static Tag[] Path(params string[] keywords) => [.. keywords.Select(Values.TagOf)];
}
