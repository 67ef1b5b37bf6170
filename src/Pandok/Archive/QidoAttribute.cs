using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Archive;

/// <summary>How a key is matched (PS3.4 section C.2.2.2).</summary>
internal enum Matching
{
    /// <summary>Single value, or wildcards.</summary>
    Text,
    /// <summary>One UID or a list.</summary>
    Uid,
    Date,
    Time,
    Number,
    /// <summary>Any of the modalities of the study.</summary>
    Modalities,
    /// <summary>The name that de-identification gives: Anonymous and the pseudonym.</summary>
    Name,
    /// <summary>De-identification empties it, so that nothing but "any value" matches.</summary>
    Emptied,
}

internal enum QidoLevel
{
    Study,
    Series,
    Instance,
}

/// <summary>An attribute that the index can be searched by (PS3.18 Table 10.6.1-5, and some more).</summary>
/// <param name="Column">Of the level's table; empty where there is none.</param>
internal sealed record QidoAttribute(Tag Tag, QidoLevel Level, Matching Matching, string Column)
{
    private static readonly Tag PatientName = Tags.PatientName, ReferringPhysicianName = Tags.ReferringPhysicianName;

    public static readonly IReadOnlyDictionary<Tag, QidoAttribute> All = new QidoAttribute[]
    {
        new(Tags.StudyDate, QidoLevel.Study, Matching.Date, "StudyDate"),
        new(Tags.StudyTime, QidoLevel.Study, Matching.Time, "StudyTime"),
        new(Tags.AccessionNumber, QidoLevel.Study, Matching.Text, "Accession"),
        new(Tags.ModalitiesInStudy, QidoLevel.Study, Matching.Modalities, ""),
        new(ReferringPhysicianName, QidoLevel.Study, Matching.Emptied, ""),
        new(PatientName, QidoLevel.Study, Matching.Name, "Pseudonym"),
        new(Tags.PatientID, QidoLevel.Study, Matching.Text, "Pseudonym"),
        new(Tags.PatientSex, QidoLevel.Study, Matching.Text, "Sex"),
        new(Tags.StudyInstanceUID, QidoLevel.Study, Matching.Uid, "Uid"),
        new(Tags.StudyID, QidoLevel.Study, Matching.Text, "StudyId"),
        new(Tags.StudyDescription, QidoLevel.Study, Matching.Text, "Description"),
        new(Tags.Modality, QidoLevel.Series, Matching.Text, "Modality"),
        new(Tags.SeriesInstanceUID, QidoLevel.Series, Matching.Uid, "Uid"),
        new(Tags.SeriesNumber, QidoLevel.Series, Matching.Number, "Number"),
        new(Tags.SeriesDescription, QidoLevel.Series, Matching.Text, "Description"),
        new(Tags.BodyPartExamined, QidoLevel.Series, Matching.Text, "BodyPart"),
        new(Tags.SOPClassUID, QidoLevel.Instance, Matching.Uid, "SopClass"),
        new(Tags.SOPInstanceUID, QidoLevel.Instance, Matching.Uid, "Uid"),
        new(Tags.InstanceNumber, QidoLevel.Instance, Matching.Number, "Number"),
        new(Tags.NumberOfFrames, QidoLevel.Instance, Matching.Number, "Frames"),
        new(Tags.Rows, QidoLevel.Instance, Matching.Number, "Rows"),
        new(Tags.Columns, QidoLevel.Instance, Matching.Number, "Columns"),
    }.ToDictionary(attribute => attribute.Tag);

    public string Keyword => Dictionary.Find(Tag)!.Keyword;

    /// <summary>A tag as eight hexadecimal digits or by its keyword; null for neither. Of a sequence path the first element.</summary>
    public static Tag? TagOf(string name)
    {
        var first = name.Split('.')[0];
        return Tag.TryParseHex(first, out var tag) || Dictionary.TryFind(first, out tag) ? tag : null;
    }
}
