using Pandok.Dicom.Data;

namespace Pandok.Read.Foreign;

/// <summary>Graphics and texts of a presentation state (PS3.3 C.10.5), on each image they are said to be on. What is given in parts of a display, not of the image, has no place here and is left out.</summary>
internal static class PresentationMarks
{
    private static readonly Tag Annotations = new(0x00700001), Images = new(0x00081140), Series = new(0x00081115), Graphics = new(0x00700009), Texts = new(0x00700008), Label = new(0x00700080),
        Instance = new(0x00081155), Frame = new(0x00081160), Units = new(0x00700005), Type = new(0x00700023), Data = new(0x00700022), Text = new(0x00700006),
        Anchor = new(0x00700014), AnchorUnits = new(0x00700004), Box = new(0x00700010), BoxUnits = new(0x00700003);

    public static IReadOnlyList<ForeignMark> Read(string document, DataSet set)
    {
        var title = set.GetString(Label) ?? "";
        var all = set.GetItems(Series).SelectMany(series => series.GetItems(Images)).ToList();
        return
        [
            .. from annotation in set.GetItems(Annotations)
               let named = annotation.GetItems(Images)
               from image in named.Count > 0 ? named : all
               let plain = new ForeignMark(document, ForeignKind.Presentation, title, null, image.GetString(Instance), image.GetIntegers(Frame) is [> 0 and <= int.MaxValue and var frame, ..] ? (int)frame : 1, "", ForeignShape.None, [], null, [])
               from mark in annotation.GetItems(Graphics).Select(item => Drawn(plain, item)).Concat(annotation.GetItems(Texts).Select(item => Written(plain, item)))
               where mark is not null
               select mark,
        ];
    }

    private static ForeignMark? Drawn(ForeignMark plain, DataSet item) => item.GetString(Units) is not ("PIXEL" or null)
        ? null
        : plain with
        {
            Shape = item.GetString(Type) switch { "POINT" => ForeignShape.Point, "CIRCLE" => ForeignShape.Circle, "ELLIPSE" => ForeignShape.Ellipse, _ => ForeignShape.Polyline },
            Points = [.. item.GetNumbers(Data).Chunk(2).Where(point => point.Length == 2)],
        };

    private static ForeignMark? Written(ForeignMark plain, DataSet item)
    {
        var place = item.GetString(AnchorUnits) == "PIXEL" && item.GetNumbers(Anchor) is [var x, var y, ..] ? [x, y]
            : item.GetString(BoxUnits) == "PIXEL" && item.GetNumbers(Box) is [var left, var top, ..] ? new[] { left, top }
            : null;
        return item.GetString(Text) is { Length: > 0 } text ? plain with { Text = text.ReplaceLineEndings(" "), Shape = place is null ? ForeignShape.None : ForeignShape.Text, Points = place is null ? [] : [place] } : null;
    }
}
