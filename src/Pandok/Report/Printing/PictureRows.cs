using SkiaSharp;

namespace Pandok.Report.Printing;

/// <summary>Key images two in a row, each with its drawings as vectors, its caption and its place below.</summary>
internal sealed class PictureRows(Typesetter regular, SheetWords words)
{
    private const float Gap = 16, Tallest = 250, Caption = 9, Line = 12.5f, Small = 7.5f;
    private static readonly SKColor Ink = new(0xFF, 0xD7, 0x4A), Shade = new(0, 0, 0, 200);

    public void Put(Flow flow, IReadOnlyList<SheetPicture> pictures)
    {
        foreach (var row in pictures.Chunk(2))
        {
            var width = (flow.Width - Gap) / 2;
            var heights = row.Select(picture => Height(picture, width)).ToArray();
            var captions = row.Select(picture => regular.Break(picture.Caption, Caption, width)).ToArray();
            var (tall, lines) = (heights.Max(), captions.Max(caption => caption.Count));
            flow.Need(tall + 16 + lines * Line + 14);
            for (var i = 0; i < row.Length; i++)
            {
                var (picture, left, height, caption) = (row[i], flow.Left + i * (width + Gap), heights[i], captions[i]);
                var place = regular.Shape(picture.Place, Small);
                // All that is printed is shaped before the first page is drawn: the fonts hold what was asked for by then.
                var marks = picture.Marks.Select(mark => (Mark: mark, Words: mark.Words.Select(word => regular.Shape(word, Small)).ToList())).ToList();
                var missing = picture.Image is null ? regular.Shape(words.NoPicture, Caption) : null;
                flow.Put((canvas, y) =>
                {
                    Draw(canvas, picture, marks, missing, new SKRect(left, y, left + width, y + height));
                    for (var n = 0; n < caption.Count; n++) caption[n].Draw(canvas, left, y + tall + 12 + n * Line, SheetInk.Text);
                    place.Draw(canvas, left, y + tall + 12 + caption.Count * Line, SheetInk.Third);
                });
            }
            flow.Space(tall + 16 + lines * Line + 14);
        }
    }

    private static float Height(SheetPicture picture, float width) =>
        picture.Image is null ? 60 : (float)Math.Min(Tallest, width * picture.Rows * picture.Aspect / picture.Columns);

    private static void Draw(SKCanvas canvas, SheetPicture picture, IReadOnlyList<(SheetMark Mark, List<ShapedText> Words)> marks, ShapedText? missing, SKRect box)
    {
        using var ground = new SKPaint { Color = picture.Image is null ? SheetInk.Edge : SKColors.Black };
        canvas.DrawRect(box, ground);
        if (picture.Image is null)
        {
            missing?.Draw(canvas, box.Left + 12, box.MidY + 3, SheetInk.Text);
            return;
        }
        var scale = Math.Min(box.Width / picture.Columns, box.Height / (picture.Rows * picture.Aspect));
        var (width, height) = ((float)(picture.Columns * scale), (float)(picture.Rows * picture.Aspect * scale));
        var place = SKRect.Create(box.MidX - width / 2, box.MidY - height / 2, width, height);
        using var image = SKImage.FromEncodedData(picture.Image) ?? throw new InvalidOperationException("A picture that was encoded cannot be drawn.");
        canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Linear));
        canvas.Save();
        canvas.ClipRect(box);
        foreach (var (mark, lines) in marks) Draw(canvas, mark, lines, point => new SKPoint(place.Left + (float)(point[0] * width / picture.Columns), place.Top + (float)(point[1] * height / picture.Rows)), box);
        canvas.Restore();
    }

    private static void Draw(SKCanvas canvas, SheetMark mark, List<ShapedText> lines, Func<double[], SKPoint> at, SKRect box)
    {
        // A dark line below the bright one: it can be seen on white bone and on black air.
        foreach (var (colour, thick) in new[] { (Shade, 2.2f), (Ink, 0.9f) })
        {
            using var pen = new SKPaint { Color = colour, Style = SKPaintStyle.Stroke, StrokeWidth = thick, IsAntialias = true, StrokeCap = SKStrokeCap.Round };
            foreach (var line in mark.Lines)
                for (var i = 1; i < line.Count; i++) canvas.DrawLine(at(line[i - 1]), at(line[i]), pen);
            if (mark.Ellipse is { } ellipse)
            {
                var (a, b) = (at(ellipse.From), at(ellipse.To));
                canvas.DrawOval(new SKRect(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y)), pen);
            }
        }
        if (lines.Count == 0) return;
        var (widest, from) = (lines.Max(line => line.Width), at(mark.At));
        var x = Math.Clamp(from.X + 5, box.Left + 2, Math.Max(box.Left + 2, box.Right - widest - 4));
        var y = Math.Clamp(from.Y + 9, box.Top + 9, Math.Max(box.Top + 9, box.Bottom - (lines.Count - 1) * 9.5f - 3));
        using var shade = new SKPaint { Color = Shade };
        canvas.DrawRect(SKRect.Create(x - 2, y - 7.5f, widest + 4, lines.Count * 9.5f), shade);
        for (var i = 0; i < lines.Count; i++) lines[i].Draw(canvas, x, y + i * 9.5f, Ink);
    }
}
