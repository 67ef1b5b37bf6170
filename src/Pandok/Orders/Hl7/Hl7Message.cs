using System.Globalization;
using System.Text;

namespace Pandok.Orders.Hl7;

/// <summary>An HL7 version 2 message (HL7 2.5 chapter 2.5 to 2.7): segments of fields of repetitions of components. What is absent reads as empty.</summary>
internal sealed class Hl7Message
{
    private const int MostSegments = 1000, MostFields = 500;
    private readonly List<string[]> segments;
    private readonly char component, repetition, escape, part;

    private Hl7Message(List<string[]> segments, char field, string encoding)
    {
        this.segments = segments;
        Field = field;
        (component, repetition, escape, part) = (encoding[0], encoding[1], encoding.Length > 2 ? encoding[2] : '\0', encoding.Length > 3 ? encoding[3] : '\0');
    }

    public char Field { get; }

    /// <exception cref="Hl7Exception">It is none.</exception>
    public static Hl7Message Parse(string text)
    {
        if (text.Length < 8 || !text.StartsWith("MSH", StringComparison.Ordinal)) throw new Hl7Exception("The message does not begin with MSH");
        var field = text[3];
        var lines = text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > MostSegments) throw new Hl7Exception($"More than {MostSegments} segments");
        var segments = new List<string[]>(lines.Length);
        foreach (var line in lines)
        {
            var fields = line.Split(field);
            if (fields.Length > MostFields) throw new Hl7Exception($"A segment has more than {MostFields} fields");
            if (fields[0].Length != 3) throw new Hl7Exception($"Segment {segments.Count + 1} has no name of three letters");
            segments.Add(fields);
        }
        var encoding = segments[0].Length > 1 ? segments[0][1] : "";
        if (char.IsLetterOrDigit(field) || encoding.Length is < 2 or > 5 || encoding.Any(char.IsLetterOrDigit)) throw new Hl7Exception("MSH-1 and MSH-2 are not separators");
        // MSH-1 is the separator itself: with it in the list, fields of MSH count like those of every other segment.
        segments[0] = ["MSH", field.ToString(), .. segments[0][1..]];
        return new Hl7Message(segments, field, encoding);
    }

    public bool Has(string segment) => segments.Exists(one => one[0] == segment);

    public int Count(string segment) => segments.Count(one => one[0] == segment);

    /// <summary>A field as it stands, escapes and all; for echoing.</summary>
    public string Raw(string segment, int field) => segments.Find(one => one[0] == segment) is { } found && field < found.Length ? found[field] : "";

    /// <summary>A component of the first repetition, unescaped; counted from 1.</summary>
    public string Text(string segment, int field, int component = 1) => Texts(segment, field, component) is [var first, ..] ? first : "";

    /// <summary>The same component of every repetition.</summary>
    public IReadOnlyList<string> Texts(string segment, int field, int component = 1) =>
        [.. Raw(segment, field).Split(repetition).Select(one => one.Split(this.component)).Select(parts => component <= parts.Length ? Unescape(FirstPart(parts[component - 1])) : "")];

    private string FirstPart(string text) => part != '\0' && text.IndexOf(part, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text;

    // HL7 2.5 chapter 2.7
    private string Unescape(string text)
    {
        if (text == "\"\"") return ""; // "delete this", chapter 2.5.3.1
        if (escape == '\0' || !text.Contains(escape, StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == escape ? text.IndexOf(escape, i + 1) : -1;
            if (end < 0)
            {
                plain.Append(text[i]);
                continue;
            }
            plain.Append(text[(i + 1)..end] switch
            {
                "F" => Field.ToString(),
                "S" => component.ToString(),
                "R" => repetition.ToString(),
                "E" => escape.ToString(),
                "T" => part.ToString(),
                ".br" or ".sp" => "\n",
                ['X', .. var digits] when digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) => Encoding.Latin1.GetString(Convert.FromHexString(digits)),
                _ => "", // highlighting and what we do not know
            });
            i = end;
        }
        return plain.ToString();
    }

    /// <summary>A date with time (TS): at least a day; without a zone, in the one given.</summary>
    /// <returns>Null if it is none.</returns>
    public static DateTimeOffset? Time(string text, TimeZoneInfo zone)
    {
        var sign = text.LastIndexOfAny(['+', '-']);
        var (clock, offset) = sign > 0 ? (text[..sign], text[sign..]) : (text, "");
        var dot = clock.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0) clock = clock[..dot];
        var form = clock.Length switch { 8 => "yyyyMMdd", 10 => "yyyyMMddHH", 12 => "yyyyMMddHHmm", 14 => "yyyyMMddHHmmss", _ => null };
        if (form is null || !DateTime.TryParseExact(clock, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        if (offset.Length == 0) return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        return offset.Length == 5 && int.TryParse(offset, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hours) && Math.Abs(hours) <= 1400 && Math.Abs(hours % 100) < 60
            ? new DateTimeOffset(local, new TimeSpan(hours / 100, hours % 100, 0)).ToUniversalTime() : null;
    }

    /// <summary>A text safe to stand in a component of a message with the usual separators.</summary>
    public static string Escape(string text) => string.Concat(text.Select(letter => letter switch
    {
        '|' => @"\F\",
        '^' => @"\S\",
        '~' => @"\R\",
        '\\' => @"\E\",
        '&' => @"\T\",
        _ when char.IsControl(letter) => " ",
        _ => letter.ToString(),
    }));
}
