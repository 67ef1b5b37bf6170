using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects.Directories;

/// <summary>Which directory record an instance gets, and its keys (PS3.3 F.5). A key with a mark must have a value: where the object has none, the mark says what stands in.</summary>
internal sealed record RecordKind(string Type, params (string Keyword, string? Instead)[] Keys)
{
    private const string Day = "19000101", Midnight = "000000";

    private static readonly RecordKind Image = new("IMAGE", ("InstanceNumber", "1"));
    private static readonly RecordKind Dose = new("RT DOSE", ("InstanceNumber", "1"), ("DoseSummationType", "PLAN"));
    private static readonly RecordKind StructureSet = new("RT STRUCTURE SET", ("InstanceNumber", "1"), ("StructureSetLabel", "UNKNOWN"), ("StructureSetDate", null), ("StructureSetTime", null));
    private static readonly RecordKind Plan = new("RT PLAN", ("InstanceNumber", "1"), ("RTPlanLabel", "UNKNOWN"), ("RTPlanDate", null), ("RTPlanTime", null));
    private static readonly RecordKind Treatment = new("RT TREAT RECORD", ("InstanceNumber", "1"), ("TreatmentDate", null), ("TreatmentTime", null));
    private static readonly RecordKind Presentation = new("PRESENTATION",
        ("PresentationCreationDate", Day), ("PresentationCreationTime", Midnight), ("InstanceNumber", "1"), ("ContentLabel", "UNKNOWN"), ("ContentDescription", null), ("ContentCreatorName", null));
    private static readonly RecordKind Waveform = new("WAVEFORM", ("InstanceNumber", "1"), ("ContentDate", Day), ("ContentTime", Midnight));
    private static readonly RecordKind Report = new("SR DOCUMENT",
        ("InstanceNumber", "1"), ("CompletionFlag", "PARTIAL"), ("VerificationFlag", "UNVERIFIED"), ("ContentDate", Day), ("ContentTime", Midnight));
    private static readonly RecordKind KeyObjects = new("KEY OBJECT DOC", ("InstanceNumber", "1"), ("ContentDate", Day), ("ContentTime", Midnight));
    private static readonly RecordKind Document = new("ENCAP DOC", ("ContentDate", null), ("ContentTime", null), ("InstanceNumber", "1"), ("DocumentTitle", null), ("MIMETypeOfEncapsulatedDocument", "application/octet-stream"));
    private static readonly RecordKind Labelled = new("", ("ContentDate", Day), ("ContentTime", Midnight), ("InstanceNumber", "1"), ("ContentLabel", "UNKNOWN"), ("ContentDescription", null), ("ContentCreatorName", null));

    /// <summary>By SOP class; an image unless known better.</summary>
    public static RecordKind Of(string sopClass) => sopClass switch
    {
        "1.2.840.10008.5.1.4.1.1.481.2" => Dose,
        "1.2.840.10008.5.1.4.1.1.481.3" => StructureSet,
        "1.2.840.10008.5.1.4.1.1.481.5" or "1.2.840.10008.5.1.4.1.1.481.8" => Plan,
        "1.2.840.10008.5.1.4.1.1.481.4" or "1.2.840.10008.5.1.4.1.1.481.6" or "1.2.840.10008.5.1.4.1.1.481.7" or "1.2.840.10008.5.1.4.1.1.481.9" => Treatment,
        "1.2.840.10008.5.1.4.1.1.88.59" => KeyObjects,
        "1.2.840.10008.5.1.4.1.1.66" => Labelled with { Type = "RAW DATA", Keys = Labelled.Keys[..3] },
        "1.2.840.10008.5.1.4.1.1.66.1" or "1.2.840.10008.5.1.4.1.1.66.3" => Labelled with { Type = "REGISTRATION" },
        "1.2.840.10008.5.1.4.1.1.66.2" => Labelled with { Type = "FIDUCIAL" },
        "1.2.840.10008.5.1.4.1.1.67" => Labelled with { Type = "VALUE MAP" },
        "1.2.840.10008.5.1.4.1.1.4.2" => new RecordKind("SPECTROSCOPY", ("ImageType", "ORIGINAL"), ("ContentDate", Day), ("ContentTime", Midnight), ("InstanceNumber", "1"), ("NumberOfFrames", "1"), ("Rows", null), ("Columns", null), ("DataPointRows", null), ("DataPointColumns", null)),
        _ when sopClass.StartsWith("1.2.840.10008.5.1.4.1.1.104.", StringComparison.Ordinal) => Document,
        _ when sopClass.StartsWith("1.2.840.10008.5.1.4.1.1.11.", StringComparison.Ordinal) => Presentation,
        _ when sopClass.StartsWith("1.2.840.10008.5.1.4.1.1.9.", StringComparison.Ordinal) => Waveform,
        _ when sopClass.StartsWith("1.2.840.10008.5.1.4.1.1.88.", StringComparison.Ordinal) => Report,
        _ => Image,
    };

    /// <summary>The keys of an instance's record.</summary>
    public DataSet KeysOf(DataSet instance)
    {
        var keys = new DataSet();
        foreach (var (keyword, instead) in Keys) Copy(keys, instance, keyword, instead);
        if (Type is "SR DOCUMENT" or "KEY OBJECT DOC" or "ENCAP DOC")
        {
            keys.PutItems("ConceptNameCodeSequence", instance.Items("ConceptNameCodeSequence") is { Count: > 0 } names ? [names[0].Copy()] : []);
            DataSet[] modifiers = [.. instance.Items("ContentSequence").Where(item => item.Text("RelationshipType") == "HAS CONCEPT MOD").Select(item => item.Copy())];
            if (modifiers.Length > 0) keys.PutItems("ContentSequence", modifiers);
        }
        if (Type == "PRESENTATION" && instance.Items("ReferencedSeriesSequence") is { Count: > 0 } series) keys.PutItems("ReferencedSeriesSequence", [.. series.Select(item => item.Copy())]);
        if (Type == "SR DOCUMENT" && instance.Text("VerificationFlag") == "VERIFIED" && instance.Items("VerifyingObserverSequence").Select(item => item.Text("VerificationDateTime")).OfType<string>().Order(StringComparer.Ordinal).LastOrDefault() is { } verified)
            keys.Put("VerificationDateTime", verified);
        return keys;
    }

    /// <summary>The keys of a patient's, study's or series' record.</summary>
    public static DataSet KeysOf(DataSet instance, params ReadOnlySpan<(string Keyword, string? Instead)> wanted)
    {
        var keys = new DataSet();
        foreach (var (keyword, instead) in wanted) Copy(keys, instance, keyword, instead);
        return keys;
    }

    private static void Copy(DataSet to, DataSet from, string keyword, string? instead)
    {
        var (tag, vr) = KeywordValues.Find(keyword);
        // Decoded and encoded again: the directory's text is UTF-8, whatever the instance's was.
        if (!vr.IsText())
        {
            if (from.TryGet(tag, out var element)) to.Set(element);
        }
        else if (from.Texts(keyword) is { } values && values.Any(value => value.Length > 0)) to.Put(keyword, values);
        else to.Put(keyword, instead);
    }
}
