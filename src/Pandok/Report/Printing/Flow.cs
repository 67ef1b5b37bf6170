using SkiaSharp;

namespace Pandok.Report.Printing;

/// <summary>The column of a sheet: what is put on it runs down the page and over to the next. Drawing waits until all is laid out.</summary>
internal sealed class Flow(float left, float width, float bottom, Func<List<Action<SKCanvas>>, int, float> startPage)
{
    private readonly List<List<Action<SKCanvas>>> pages = [];

    public float Y { get; private set; }
    public float Left => left;
    public float Width => width;
    public IReadOnlyList<List<Action<SKCanvas>>> Pages => pages;

    /// <summary>Starts a page unless this much still fits.</summary>
    public void Need(float height)
    {
        if (pages.Count > 0 && Y + height <= bottom) return;
        var page = new List<Action<SKCanvas>>();
        pages.Add(page);
        Y = startPage(page, pages.Count);
    }

    public void Space(float height) => Y += height;

    /// <summary>Draws at the current height, which the action receives.</summary>
    public void Put(Action<SKCanvas, float> draw)
    {
        var y = Y;
        pages[^1].Add(canvas => draw(canvas, y));
    }

    /// <summary>Lines of one paragraph; never one line alone at the end or the start of a page.</summary>
    public void Lines(IReadOnlyList<ShapedText> lines, float indent, float lineHeight, SKColor colour)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var together = (i == 0 && lines.Count > 1) || i == lines.Count - 2 ? 2 : 1;
            Need(together * lineHeight);
            var line = lines[i];
            Put((canvas, y) => line.Draw(canvas, left + indent, y + lineHeight * 0.5f + line.Size * 0.36f, colour));
            Space(lineHeight);
        }
    }

    public void Rule() => Put((canvas, y) => DrawRule(canvas, left, y, width));

    public static void DrawRule(SKCanvas canvas, float left, float y, float width)
    {
        using var paint = new SKPaint { Color = SheetInk.Edge, StrokeWidth = 0.7f, Style = SKPaintStyle.Stroke };
        canvas.DrawLine(left, y, left + width, y, paint);
    }
}
