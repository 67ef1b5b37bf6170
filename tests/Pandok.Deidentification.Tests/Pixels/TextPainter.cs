using Pandok.Deidentification.Pixels;
using SkiaSharp;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>Writes invented Korean and English lines into pictures, as devices and captures do, and says where.</summary>
internal static class TextPainter
{
    private static readonly string[] Lines =
    [
        "DEMO^PATIENT", "Name: DEMO PATIENT", "ID 0012345678", "홍길동 M/45", "홍길동 님", "환자: 홍길동 1970.01.02", "2026/03/04 10:11:12", "서울판독병원 영상의학과", "Dr. DEMO READER",
        "ACC 20260304-001", "등록번호 12345678", "SEOUL HOSPITAL", "DOB 02.01.1970", "촬영일 2026-03-04", "Hong Gildong 56Y M",
    ];

    private static readonly string[] Faces =
    [
        "/usr/share/fonts/truetype/nanum/NanumGothic.ttf", "/usr/share/fonts/truetype/nanum/NanumGothicBold.ttf", "/usr/share/fonts/truetype/nanum/NanumGothicCoding.ttf",
        "/usr/share/fonts/truetype/nanum/NanumMyeongjo.ttf", "/usr/share/fonts/truetype/nanum/NanumBarunGothic.ttf",
    ];

    private static readonly Lazy<SKTypeface[]> Typefaces = new(() => [.. Faces.Where(File.Exists).Select(path => SKTypeface.FromFile(path))]);

    public static bool HasFonts => Typefaces.Value.Length > 0;

    /// <summary>Writes one line at a place by chance.</summary>
    /// <returns>The picture, and where ink stands; null if the line does not fit.</returns>
    public static (GrayImage Image, Area Ink, string Text)? Write(GrayImage on, int size, bool isBright, Random random, bool isSmooth = true, string? text = null)
    {
        text ??= Lines[random.Next(Lines.Length)];
        using var font = new SKFont(Typefaces.Value[random.Next(Typefaces.Value.Length)], size) { Edging = isSmooth ? SKFontEdging.Antialias : SKFontEdging.Alias, Hinting = SKFontHinting.Normal };
        var width = (int)Math.Ceiling(font.MeasureText(text)) + 4;
        var height = (int)Math.Ceiling(size * 1.4);
        if (width > on.Width || height > on.Height) return null;
        using var bitmap = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        using (var paint = new SKPaint { Color = SKColors.White })
        {
            canvas.Clear(SKColors.Black);
            canvas.DrawText(text, 2, size * 1.05f, font, paint);
        }
        var (left, top) = (random.Next(on.Width - width + 1), random.Next(on.Height - height + 1));
        var pixels = (byte[])on.Pixels.Clone();
        int ink = isBright ? 255 - random.Next(40) : random.Next(30);
        if (!IsLegible(on, Area.Of(left, top, left + width, top + height), ink)) return null;
        int x0 = int.MaxValue, y0 = int.MaxValue, x1 = -1, y1 = -1;
        var mask = bitmap.GetPixelSpan();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                int part = mask[y * bitmap.RowBytes + x];
                if (part == 0) continue;
                ref var pixel = ref pixels[(top + y) * on.Width + left + x];
                pixel = (byte)(pixel + (ink - pixel) * part / 255);
                if (part < 96) continue;
                (x0, y0, x1, y1) = (Math.Min(x0, left + x), Math.Min(y0, top + y), Math.Max(x1, left + x + 1), Math.Max(y1, top + y + 1));
            }
        }
        return (on with { Pixels = pixels }, Area.Of(x0, y0, x1, y1), text);
    }

    // White on white is not there: nine of ten pixels below must differ from the ink.
    private static bool IsLegible(GrayImage on, Area area, int ink)
    {
        var same = 0;
        for (var y = area.Y; y < area.Bottom; y++)
        {
            for (var x = area.X; x < area.Right; x++) same += Math.Abs(on.Pixels[y * on.Width + x] - ink) < 50 ? 1 : 0;
        }
        return same <= area.Size / 10;
    }

    /// <summary>The part of the ink's columns that boxes cover, where they reach over most of its height.</summary>
    public static double Covered(Area ink, IEnumerable<Area> boxes)
    {
        var columns = new bool[ink.Width];
        foreach (var box in boxes)
        {
            if (Math.Min(box.Bottom, ink.Bottom) - Math.Max(box.Y, ink.Y) < 0.6 * ink.Height) continue;
            for (var x = Math.Max(box.X, ink.X); x < Math.Min(box.Right, ink.Right); x++) columns[x - ink.X] = true;
        }
        return columns.Count(covered => covered) / (double)ink.Width;
    }

    /// <summary>Soft shapes, a gradient and noise: what tissue looks like to a detector.</summary>
    public static GrayImage Anatomy(int width, int height, Random random, double noise = 6)
    {
        var field = new float[width * height];
        for (var blob = 0; blob < 60; blob++)
        {
            var (cx, cy, rx, ry, level) = (random.Next(width), random.Next(height), 4 + random.Next(90), 4 + random.Next(70), random.Next(-60, 80));
            for (var y = Math.Max(0, cy - ry); y < Math.Min(height, cy + ry); y++)
            {
                for (var x = Math.Max(0, cx - rx); x < Math.Min(width, cx + rx); x++)
                {
                    var d = Math.Pow((x - cx) / (double)rx, 2) + Math.Pow((y - cy) / (double)ry, 2);
                    if (d < 1) field[y * width + x] += (float)(level * Math.Min(1, 3 * (1 - d)));
                }
            }
        }
        var pixels = new byte[field.Length];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)Math.Clamp(90 + field[i] + noise * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5), 0, 255);
        return new GrayImage(width, height, pixels);
    }
}
