using System.Buffers;
using Pandok.Deidentification.Pixels.Detection;

namespace Pandok.Deidentification.Pixels;

/// <summary>
/// Finds where text stands in a picture, not what it says: local contrast, connected ink, pieces of a syllable stacked, parts chained to lines, lines judged by how hard and even
/// their strokes are. Bright on dark and dark on bright, letters of about 6 to 60 pixels, Latin and Hangul. Pure and safe for concurrent use.
/// </summary>
public static class TextDetector
{
    /// <summary>Boxes around text, without margin; none overlap.</summary>
    public static IReadOnlyList<Area> Find(GrayImage image, DetectorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(settings);
        var found = new List<Area>();
        foreach (var (parts, lines) in Looks(image, settings))
        {
            foreach (var line in lines)
            {
                if (!line.IsTallPair && line.Pieces >= settings.LeastParts && line.Parts >= settings.LeastLetters && line.Straightness <= settings.MostUneven && LineScore.Of(line) >= settings.LeastScore) found.Add(TextLines.Grow(line, parts));
            }
        }
        return Bridge(Area.Unite(found));
    }

    internal static IEnumerable<TextLine> Lines(GrayImage image, DetectorSettings settings) => Looks(image, settings).SelectMany(look => look.Lines);

    private static IEnumerable<(List<InkPart> Parts, List<TextLine> Lines)> Looks(GrayImage image, DetectorSettings settings)
    {
        if (image.Width < 8 || image.Height < 8) yield break;
        var ink = ArrayPool<byte>.Shared.Rent(image.Width * image.Height);
        foreach (var radius in settings.Radii)
        {
            InkMap.Mark(image, radius, settings.Spread, settings.Contrast, ink);
            var parts = InkParts.Of(image, ink);
            yield return (parts, TextLines.Of(parts, settings, image.Width, image.Height));
        }
        ArrayPool<byte>.Shared.Return(ink);
    }

    // Words of one line belong together, also where one between them was not found.
    private static IReadOnlyList<Area> Bridge(IReadOnlyList<Area> areas)
    {
        var joined = areas.ToList();
        for (var i = 0; i < joined.Count; i++)
        {
            for (var j = joined.Count - 1; j > i; j--)
            {
                var (a, b) = (joined[i], joined[j]);
                var low = Math.Min(a.Height, b.Height);
                var shared = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y);
                if (shared < 0.6 * low || Math.Max(a.Height, b.Height) > 2 * low || Math.Max(a.X, b.X) - Math.Min(a.Right, b.Right) > 2.5 * low) continue;
                joined[i] = a.With(b);
                joined.RemoveAt(j);
                j = joined.Count;
            }
        }
        return Area.Unite(joined);
    }
}
