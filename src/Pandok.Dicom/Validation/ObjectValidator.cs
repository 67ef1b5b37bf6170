using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Standard.Iods;

namespace Pandok.Dicom.Validation;

/// <summary>
/// Checks an object against its IOD (PS3.3) and the data dictionary (PS3.6): presence by Type, conditions where the tables state them formally, VR, multiplicity, form of
/// values, listed values, functional groups, and the length of native pixels. What the tables leave open is not judged.
/// </summary>
public static class ObjectValidator
{
    /// <summary>Validates a data set without its file.</summary>
    public static ValidationReport Validate(DataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return Validate(dataSet, null, []);
    }

    /// <summary>Validates an object as read from a file, with its File Meta Information and what reading forgave.</summary>
    public static ValidationReport Validate(DicomHeader header, IEnumerable<ReadFinding> forgiven)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(forgiven);
        return Validate(header.DataSet, header, forgiven);
    }

    private static ValidationReport Validate(DataSet set, DicomHeader? header, IEnumerable<ReadFinding> forgiven)
    {
        var findings = new List<ValidationFinding>();
        foreach (var found in forgiven.DistinctBy(found => (found.Code, found.Tag)))
            findings.Add(new ValidationFinding(Severity.Warning, ValidationRule.Reading, found.Tag == default ? string.Empty : found.Tag.ToString(), KeywordOf(found.Tag), $"Reading forgave {found.Code} at byte {found.Offset}."));
        if (header is { Meta.Count: > 0 }) FileMeta(header, findings);

        var uid = set.GetString(Tags.SOPClassUID);
        var iod = uid is null ? null : Iod.Of(uid);
        if (uid is null) findings.Add(new ValidationFinding(Severity.Error, ValidationRule.UnknownClass, Tags.SOPClassUID.ToString(), "SOPClassUID", "SOP Class UID is missing: the IOD is unknown."));
        else if (Uids.Find(uid) is not { Kind: "SOPClass" } registered) findings.Add(new ValidationFinding(Severity.Error, ValidationRule.UnknownClass, Tags.SOPClassUID.ToString(), "SOPClassUID", $"{uid} is no SOP class of the standard."));
        else if (iod is null) findings.Add(new ValidationFinding(Severity.Note, ValidationRule.ClassNotJudged, Tags.SOPClassUID.ToString(), "SOPClassUID", $"The tables have no IOD for {registered.Name}: only values are checked."));

        var walk = new ObjectWalk(findings, header?.Pixels?.Tag);
        if (header is { Meta.Count: > 0 }) walk.Walk(header.Meta, null, null);
        if (iod is null) walk.Walk(set, null, null);
        else
        {
            walk.Walk(set, walk.ActiveParts(set, iod), null);
            FunctionalGroups.Check(set, iod, findings);
        }
        if (header is { Pixels: { } pixels }) NativePixels(set, pixels, findings);
        return new ValidationReport(uid, iod?.Key, findings);
    }

    // PS3.10 section 7.1.
    private static void FileMeta(DicomHeader header, List<ValidationFinding> findings)
    {
        foreach (var tag in new[] { Tags.FileMetaInformationGroupLength, Tags.FileMetaInformationVersion, Tags.MediaStorageSOPClassUID, Tags.MediaStorageSOPInstanceUID, Tags.TransferSyntaxUID, Tags.ImplementationClassUID })
        {
            if (!header.Meta.TryGet(tag, out var element) || element.IsEmpty) findings.Add(new ValidationFinding(Severity.Error, ValidationRule.FileMeta, tag.ToString(), KeywordOf(tag), "Type 1 of File Meta Information is missing or empty (PS3.10 Table 7.1-1)."));
        }
        foreach (var (meta, own) in new[] { (Tags.MediaStorageSOPClassUID, Tags.SOPClassUID), (Tags.MediaStorageSOPInstanceUID, Tags.SOPInstanceUID) })
        {
            if (header.Meta.GetString(meta) is { } stated && header.DataSet.GetString(own) is { } real && stated != real)
                findings.Add(new ValidationFinding(Severity.Error, ValidationRule.FileMeta, meta.ToString(), KeywordOf(meta), $"File Meta Information and {own} of the data set differ."));
        }
    }

    // PS3.5 section 8.1.1; YBR_FULL_422 has two samples a pixel (PS3.3 C.7.6.3.1.2).
    private static void NativePixels(DataSet set, PixelDataHead pixels, List<ValidationFinding> findings)
    {
        if (pixels.Length is not { } length || set.GetInteger(Tags.Rows) is not { } rows || set.GetInteger(Tags.Columns) is not { } columns || set.GetInteger(Tags.BitsAllocated) is not { } bits) return;
        var samples = set.GetString(Tags.PhotometricInterpretation) == "YBR_FULL_422" ? 2 : set.GetInteger(Tags.SamplesPerPixel) ?? 1;
        var expected = (rows * columns * samples * Math.Max(1, set.GetInteger(Tags.NumberOfFrames) ?? 1) * bits + 7) / 8;
        if (length == expected || length == expected + (expected & 1)) return;
        findings.Add(new ValidationFinding(length < expected ? Severity.Error : Severity.Warning, ValidationRule.PixelData, pixels.Tag.ToString(), KeywordOf(pixels.Tag), $"Pixel Data has {length} bytes where the data set says {expected}."));
    }

    internal static string KeywordOf(Tag tag) => Dictionary.Find(tag)?.Keyword ?? string.Empty;
}
