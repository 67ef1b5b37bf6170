using System.Security.Cryptography;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Objects;
using Pandok.Dicom.Standard;
using Pandok.Studies;

namespace Pandok.Read.Drawings;

/// <summary>What the objects made of drawings have in common: the same drawings give the same UIDs, a changed one gives a new instance of the same series.</summary>
internal static class DrawingObject
{
    public static readonly Equipment Pandok = new("Pandok", "Pandok reading room", "0", typeof(DrawingObject).Assembly.GetName().Version?.ToString(3) ?? "0");

    public static ObjectContext Context(DataSet header, IReadOnlyList<IKept> rows, string name, int seriesNumber)
    {
        var study = StudyContext.From(header);
        var content = string.Join('\n', rows.Select(row => $"{row.Id:N} {row.SavedAt.UtcTicks}"));
        return new(study, Pandok, new(Uid($"{study.StudyInstanceUid} {name} {content}"), Uid($"{study.StudyInstanceUid} {name}"), seriesNumber, rows.Max(row => row.SavedAt)) { SeriesDescription = name });
    }

    public static string Uid(string text) => Uids.FromHash(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static InstanceReference To(Instance image) => new(image.SopClass, image.Uid, image.SeriesUid, image.StudyUid);

    /// <summary>A frame number belongs to a multi-frame image only (PS3.3 Table 10-3).</summary>
    public static int? FrameOf(Instance image, int frame) => image.Frames > 1 ? frame : null;
}
