using SkiaSharp;

namespace Pandok.Report.Printing;

/// <summary>The paper theme's colours (viewer tokens), in the few roles print needs.</summary>
internal static class SheetInk
{
    public static readonly SKColor Text = new(0x16, 0x19, 0x1d);
    public static readonly SKColor Second = new(0x4c, 0x55, 0x5f);
    public static readonly SKColor Third = new(0x60, 0x6a, 0x75);
    public static readonly SKColor Edge = new(0xdc, 0xdf, 0xe3);
    public static readonly SKColor Accent = new(0x0b, 0x5f, 0xd6);
    public static readonly SKColor Done = new(0x1d, 0x7a, 0x3e);
    public static readonly SKColor Due = new(0x9a, 0x5b, 0x00);
    public static readonly SKColor White = SKColors.White;

    /// <summary>The Pandok mark, drawn in its 32-unit square.</summary>
    public static void DrawMark(SKCanvas canvas, float x, float y, float size)
    {
        using var fill = new SKPaint { Color = Accent, IsAntialias = true };
        using var white = new SKPaint { Color = White, IsAntialias = true };
        using var line = new SKPaint { Color = White, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 3, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round };
        using var letter = SKPath.ParseSvgPathData("M10 24V8h7.2a5.2 5.2 0 0 1 0 10.4H10");
        canvas.Save();
        canvas.Translate(x, y);
        canvas.Scale(size / 32);
        canvas.DrawRoundRect(0, 0, 32, 32, 8, 8, fill);
        canvas.DrawPath(letter, line);
        canvas.DrawCircle(23.4f, 23.4f, 2.1f, white);
        canvas.Restore();
    }
}
