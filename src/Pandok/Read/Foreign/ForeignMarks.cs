using Microsoft.EntityFrameworkCore;
using Pandok.Archive;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Objects.Reports;
using Pandok.Dicom.Standard;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Read.Foreign;

/// <summary>Reads what other programs left in the study: measurement reports, presentation states, key objects. What is too much or cannot be read is told, not left out.</summary>
internal sealed class ForeignMarks(Database db, InstanceFiles files)
{
    private const int MostDocuments = 64, MostMarks = 2000;
    private const long LongestDocument = 16 << 20;

    private static readonly string[] Reports = [.. new[] { 11, 22, 33, 34, 35 }.Select(number => $"1.2.840.10008.5.1.4.1.1.88.{number}")];
    private static readonly string[] Presentations = [.. Enumerable.Range(1, 4).Select(number => $"1.2.840.10008.5.1.4.1.1.11.{number}")];
    private static readonly string[] Classes = [.. Reports, .. Presentations, Uids.KeyObjectSelectionStorage];

    public async Task<ForeignMarkList> OfAsync(string study, CancellationToken stop)
    {
        var rows = await db.Set<Instance>().AsNoTracking().Where(row => row.StudyUid == study && Classes.Contains(row.SopClass)).OrderBy(row => row.Uid).ToListAsync(stop);
        var (marks, refused) = (new List<ForeignMark>(), new List<ForeignRefusal>());
        for (var number = 0; number < rows.Count; number++)
        {
            var (found, why) = number >= MostDocuments || marks.Count >= MostMarks ? (null, new("tooMany", $"Shown are {MostDocuments} objects and {MostMarks} marks at most.")) : await ReadAsync(rows[number], stop);
            marks.AddRange(found ?? []);
            if (why is var (code, reason)) refused.Add(new(rows[number].Uid, code, reason));
        }
        return new(await PlacedAsync(study, marks, stop), refused);
    }

    private async Task<(IReadOnlyList<ForeignMark>? Marks, (string Code, string Reason)? Why)> ReadAsync(Instance row, CancellationToken stop)
    {
        if (row.Size > LongestDocument) return (null, ("tooLarge", $"It is longer than {LongestDocument >> 20} MB."));
        try
        {
            var set = (await files.HeaderAsync(row, stop)).DataSet;
            if (Presentations.Contains(row.SopClass)) return (PresentationMarks.Read(row.Uid, set), null);
            if (row.SopClass == Uids.KeyObjectSelectionStorage) return KeyObjectSelection.Read(set) is { } selection ? (OfKeys(row.Uid, selection), null) : (null, ("unreadable", "It has no content tree."));
            var (marks, why) = ReportMarks.Read(row.Uid, set);
            return (marks, marks is null ? ("noMeasurements", why) : null);
        }
        catch (Exception fault) when (fault is DicomException or IOException)
        {
            return (null, ("unreadable", fault.Message));
        }
    }

    private static List<ForeignMark> OfKeys(string document, (Dicom.Objects.Code? Title, string? Description, IReadOnlyList<(string SopInstanceUid, IReadOnlyList<int> Frames)> Objects) selection) =>
        [.. from one in selection.Objects from frame in one.Frames.DefaultIfEmpty(1) select new ForeignMark(document, ForeignKind.KeyObjects, selection.Title?.Meaning ?? "", null, one.SopInstanceUid, frame, selection.Description ?? "", ForeignShape.None, [], null, [])];

    // A mark on what is no image of this study has no image.
    private async Task<IReadOnlyList<ForeignMark>> PlacedAsync(string study, List<ForeignMark> marks, CancellationToken stop)
    {
        var wanted = marks.Select(mark => mark.Instance).OfType<string>().Distinct().ToArray();
        var images = await db.Set<Instance>().AsNoTracking().Where(row => row.StudyUid == study && wanted.Contains(row.Uid)).ToDictionaryAsync(row => row.Uid, row => (row.SeriesUid, row.Frames), stop);
        return [.. marks.Take(MostMarks).Select(mark => mark.Instance is { } uid && images.TryGetValue(uid, out var image) && mark.Frame >= 1 && mark.Frame <= image.Frames ? mark with { Series = image.SeriesUid } : mark with { Series = null, Instance = null })];
    }
}
