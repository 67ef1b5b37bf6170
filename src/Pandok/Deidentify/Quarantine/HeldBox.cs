using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Data;

namespace Pandok.Deidentify.Quarantine;

/// <summary>A rectangle that is blanked, in pixels of the stored frame.</summary>
/// <param name="Frame">0 for the first; -1 for every frame.</param>
/// <param name="Why">What marked it: detector, rule, region, person.</param>
internal sealed record HeldBox(int Frame, int X, int Y, int Width, int Height, string Why)
{
    public const int EveryFrame = PixelBox.EveryFrame;

    public Area ToArea() => new(X, Y, Width, Height);

    public bool Covers(int frame) => Frame == EveryFrame || Frame == frame;

    /// <summary>Whether the rectangle lies in the image; one that does not is a mistake, not a smaller rectangle.</summary>
    public bool IsIn(int columns, int rows, int frames) =>
        Frame >= EveryFrame && Frame < frames && X >= 0 && Y >= 0 && Width > 0 && Height > 0 && (long)X + Width <= columns && (long)Y + Height <= rows;

    /// <summary>As a person drew it, for the pixel pass.</summary>
    public PixelBox Drawn() => new(Frame, ToArea(), BoxSource.Person);

    /// <summary>What the pixel pass blanks, or would blank, by its verdict: what was found has its margin and is joined, what was known is as it was said.</summary>
    public static IReadOnlyList<HeldBox> Of(PixelVerdict? verdict, DataSet set)
    {
        if (verdict is null) return [];
        var (columns, rows) = ((int)(set.GetInteger(Tags.Columns) ?? 0), (int)(set.GetInteger(Tags.Rows) ?? 0));
        var found = verdict.Boxes.Where(box => !IsKnown(box)).Select(box => box.Area.WithMargin(PixelCleaner.Margin, columns, rows));
        return
        [
            .. verdict.Boxes.Where(IsKnown).Select(box => Of(box.Why == BoxSource.Person ? box.Frame : EveryFrame, box.Area, Word(box.Why))),
            .. Area.Unite(found).Select(area => Of(EveryFrame, area, "detector")),
        ];
    }

    private static HeldBox Of(int frame, Area area, string why) => new(frame, area.X, area.Y, area.Width, area.Height, why);

    private static bool IsKnown(PixelBox box) => box.Why is BoxSource.Device or BoxSource.Region or BoxSource.Person;

    private static string Word(BoxSource why) => why switch { BoxSource.Device => "rule", BoxSource.Region => "region", _ => "person" };
}
