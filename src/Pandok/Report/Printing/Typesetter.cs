using System.Globalization;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace Pandok.Report.Printing;

/// <summary>One weight of type: shapes text (kerning, no ligatures, so every glyph is one character) and breaks it into lines.</summary>
internal sealed class Typesetter(IReadOnlyList<DocumentFont> fonts)
{
    private static readonly Feature[] Features = [Off("liga"), Off("clig"), Off("calt"), Off("dlig"), new(Tag.Parse("kern"), 1)];

    public ShapedText Shape(string text, float size)
    {
        var runs = new List<ShapedRun>();
        var x = 0f;
        foreach (var (font, part) in ByFont(text))
        {
            using var buffer = new Buffer();
            buffer.AddUtf16(part);
            buffer.GuessSegmentProperties();
            font.File.Shaper.Shape(buffer, Features);
            var (infos, places) = (buffer.GlyphInfos, buffer.GlyphPositions);
            var scale = size / font.File.UnitsPerEm;
            var (glyphs, points) = (new ushort[infos.Length], new SKPoint[infos.Length]);
            for (var i = 0; i < infos.Length; i++)
            {
                glyphs[i] = (ushort)infos[i].Codepoint;
                points[i] = new SKPoint(x + places[i].XOffset * scale, -places[i].YOffset * scale);
                font.Use(glyphs[i], char.ConvertToUtf32(part, (int)infos[i].Cluster));
                x += places[i].XAdvance * scale;
            }
            runs.Add(new ShapedRun(font, glyphs, points));
        }
        return new ShapedText(x, size, runs);
    }

    /// <summary>Breaks at spaces; only what is wider than a line is broken between characters.</summary>
    public IReadOnlyList<ShapedText> Break(string paragraph, float size, float width)
    {
        var lines = new List<ShapedText>();
        var line = "";
        foreach (var word in paragraph.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Shape(longer, size).Width <= width)
            {
                line = longer;
                continue;
            }
            if (line.Length > 0) lines.Add(Shape(line, size));
            line = word;
            while (Shape(line, size).Width > width)
            {
                var head = Fitting(line, size, width);
                lines.Add(Shape(line[..head], size));
                line = line[head..];
            }
        }
        lines.Add(Shape(line, size));
        return lines;
    }

    private int Fitting(string word, float size, float width)
    {
        var starts = StringInfo.ParseCombiningCharacters(word);
        int least = 1, most = starts.Length - 1;
        while (least < most)
        {
            var middle = (least + most + 1) / 2;
            if (Shape(word[..starts[middle]], size).Width <= width) least = middle;
            else most = middle - 1;
        }
        return starts.Length > 1 ? starts[least] : word.Length;
    }

    private IEnumerable<(DocumentFont Font, string Part)> ByFont(string text)
    {
        var part = new StringBuilder();
        DocumentFont? current = null;
        foreach (var rune in Printable(text).EnumerateRunes())
        {
            var font = fonts.FirstOrDefault(font => font.File.Has(rune.Value));
            // A character no font has is named, never an empty box.
            var shown = font is null ? $"[U+{rune.Value:X4}]" : rune.ToString();
            font ??= fonts[0];
            if (current is not null && font != current)
            {
                yield return (current, part.ToString());
                part.Clear();
            }
            current = font;
            part.Append(shown);
        }
        if (current is not null) yield return (current, part.ToString());
    }

    // Decomposed Hangul (as some file systems and modalities write it) is composed; what has no shape is left out.
    private static string Printable(string text) =>
        string.Concat(string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC).Replace("\t", "    ", StringComparison.Ordinal).EnumerateRunes()
            .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)).Select(rune => rune.Value == 0xA0 ? " " : rune.ToString()));

    private static Feature Off(string tag) => new(Tag.Parse(tag), 0);
}
