using System.Runtime.InteropServices;
using Pandok.Dicom.Rendering;
using SkiaSharp;

namespace Pandok.Archive;

/// <summary>A rendered frame as a file that any program shows: cut, scaled to fit, JPEG or PNG.</summary>
internal static class PictureEncoder
{
    public const string Jpeg = "image/jpeg", Png = "image/png";

    public static byte[] Encode(RenderedImage image, RenderQuery query, string mediaType)
    {
        using var whole = BitmapOf(image);
        using var shown = Fit(whole, query);
        using var encoded = shown.Encode(mediaType == Png ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Jpeg, query.Quality)
            ?? throw new InvalidOperationException($"A picture of {shown.Width} x {shown.Height} could not be encoded.");
        return encoded.ToArray();
    }

    private static SKBitmap BitmapOf(RenderedImage image)
    {
        if (image.Components == 1)
        {
            var grey = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Gray8, SKAlphaType.Opaque));
            for (var row = 0; row < image.Height; row++) Marshal.Copy(image.Pixels, row * image.Width, grey.GetPixels() + row * grey.RowBytes, image.Width);
            return grey;
        }
        var colour = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var line = new byte[4 * image.Width];
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                image.Pixels.AsSpan(3 * (row * image.Width + column), 3).CopyTo(line.AsSpan(4 * column));
                line[4 * column + 3] = 255;
            }
            Marshal.Copy(line, 0, colour.GetPixels() + row * colour.RowBytes, line.Length);
        }
        return colour;
    }

    private static SKBitmap Fit(SKBitmap whole, RenderQuery query)
    {
        if (query is not { Width: { } width, Height: { } height }) return whole.Copy();
        var all = new SKRect(0, 0, whole.Width, whole.Height);
        var part = query.Region is { } region
            ? new SKRect((float)Math.Min(region.X, whole.Width - 1), (float)Math.Min(region.Y, whole.Height - 1), (float)Math.Min(region.X + region.Width, whole.Width), (float)Math.Min(region.Y + region.Height, whole.Height))
            : all;
        var scale = Math.Min(width / part.Width, height / part.Height);
        var fitted = new SKBitmap(whole.Info.WithSize(Math.Max(1, (int)Math.Round(part.Width * scale)), Math.Max(1, (int)Math.Round(part.Height * scale))));
        using var canvas = new SKCanvas(fitted);
        using var image = SKImage.FromBitmap(whole);
        canvas.DrawImage(image, part, new SKRect(0, 0, fitted.Width, fitted.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return fitted;
    }
}
