using SkiaSharp;

namespace Pandok.Report.Printing;

/// <summary>A font as one document uses it: first it collects the glyphs, then it is cut down to them and embedded.</summary>
internal sealed class DocumentFont(FontFile file) : IDisposable
{
    private readonly Dictionary<ushort, int> characters = [];
    private SKTypeface? typeface;

    public FontFile File => file;

    public void Use(ushort glyph, int codePoint) => characters.TryAdd(glyph, codePoint);

    public SKTypeface Typeface => typeface ??= SKTypeface.FromData(SKData.CreateCopy(FontSubset.Cut(file.Bytes, characters)));

    public void Dispose() => typeface?.Dispose();
}
