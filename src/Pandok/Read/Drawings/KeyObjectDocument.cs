using Pandok.Dicom.Data;
using Pandok.Dicom.Objects;
using Pandok.Dicom.Objects.Reports;
using Pandok.Studies;

namespace Pandok.Read.Drawings;

/// <summary>Key images as a Key Object Selection (PS3.16 TID 2010). One document has one description: the captions, each after the number of its image in the document.</summary>
internal static class KeyObjectDocument
{
    private const int SeriesNumber = 9011;

    /// <param name="header">Of any image of the study; null gives null.</param>
    /// <param name="images">The images that are still in the study, by UID.</param>
    public static DicomObject? Build(DataSet? header, IReadOnlyList<KeyImage> rows, IReadOnlyDictionary<string, Instance> images)
    {
        var chosen = rows.Where(row => images.ContainsKey(row.InstanceUid)).ToList();
        if (header is null || chosen.Count == 0) return null;
        var captions = chosen.Index().Where(one => one.Item.Caption.Length > 0).Select(one => chosen.Count == 1 ? one.Item.Caption : $"{one.Index + 1}: {one.Item.Caption}");
        var objects = chosen.Select(row => new KeyObject(DrawingObject.To(images[row.InstanceUid]), DrawingObject.FrameOf(images[row.InstanceUid], row.Frame) is { } frame ? [frame] : [])).ToList();
        return new KeyObjectSelection(DrawingObject.Context(header, chosen, "Key images", SeriesNumber), Codes.OfInterest, objects)
        {
            Description = string.Join("\n", captions),
            Observers = [.. chosen.Select(row => row.AuthorName).Distinct().Select(name => new Observer.Person(name))],
        }.Build();
    }
}
