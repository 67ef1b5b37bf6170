using SkiaSharp;

namespace Pandok.Report.Printing;

/// <summary>A piece of one line, measured and ready to draw: glyphs with positions in points from the line's start.</summary>
internal sealed record ShapedText(float Width, float Size, IReadOnlyList<ShapedRun> Runs)
{
    public void Draw(SKCanvas canvas, float x, float baseline, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        foreach (var run in Runs)
        {
            using var font = new SKFont(run.Font.Typeface, Size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
            using var builder = new SKTextBlobBuilder();
            builder.AddPositionedRun(run.Glyphs, font, run.Positions);
            using var blob = builder.Build();
            if (blob is not null) canvas.DrawText(blob, x, baseline, paint);
        }
    }
}

internal sealed record ShapedRun(DocumentFont Font, ushort[] Glyphs, SKPoint[] Positions);
