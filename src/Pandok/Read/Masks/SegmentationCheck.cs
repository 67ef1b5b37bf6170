using System.Text.RegularExpressions;
using Pandok.Dicom.Objects.Segmentations;

namespace Pandok.Read.Masks;

/// <summary>What is wrong with a segmentation as the page sends it, before anything is made of it.</summary>
internal static partial class SegmentationCheck
{
    // LO and SH of PS3.5 6.2; a code value that is longer than SH stands in Long Code Value.
    private const int LongString = 64, ShortString = 16, ShortText = 1024, MostModifiers = 16;

    // Pixel Data with a length in 32 bits (PS3.5 7.1.2) could hold four times as much; no study needs it.
    private const long MostBytes = 1L << 30;

    /// <returns>Null if nothing is.</returns>
    public static MaskRefusal? Find(SegmentationWish wish, Manifest image)
    {
        if (wish.Id == Guid.Empty) return new("noId", "The segmentation has no id");
        if (TextOf("The label", wish.Label, LongString, isNeeded: false) is { } text) return text;
        if (wish.Segments is not { Count: > 0 } segments) return new("noSegments", "There are no segments");
        if (segments.Count > MaskBuilder.MostSegments) return new("tooManySegments", $"{segments.Count} segments");
        long runs = 0;
        for (var i = 0; i < segments.Count; i++)
        {
            if (segments[i] is not { } segment) return new("noSegments", $"Segment {i + 1} is missing");
            if (SegmentOf(i + 1, segment) is { } what) return what;
            if (PixelsOf(i + 1, segment, image, ref runs) is { } where) return where;
        }
        if (runs == 0) return new("empty", "No segment has a pixel");
        var frames = segments.Sum(segment => segment!.Slices?.Count(slice => slice!.Runs!.Length > 0) ?? 0);
        return (long)frames * image.Rows * image.Columns / 8 > MostBytes ? new("tooLarge", $"{frames} frames") : null;
    }

    private static MaskRefusal? SegmentOf(int number, SegmentWish segment)
    {
        var name = $"Segment {number}";
        if (TextOf($"{name}: the label", segment.Label, LongString, isNeeded: true) is { } label) return label;
        if (TextOf($"{name}: the description", segment.Description, ShortText, isNeeded: false, isProse: true) is { } description) return description;
        if ((CodeOf($"{name}: the category", segment.Category) ?? CodeOf($"{name}: the type", segment.Type)) is { } code) return code;
        if (segment.Region is not null && CodeOf($"{name}: the region", segment.Region) is { } region) return region;
        if (segment.TypeModifiers?.Count > MostModifiers) return new("badCode", $"{name} has more than {MostModifiers} modifiers");
        foreach (var modifier in segment.TypeModifiers ?? [])
            if (CodeOf($"{name}: a modifier", modifier) is { } bad) return bad;
        if (segment.Colour is not null && !Colour().IsMatch(segment.Colour)) return new("badColour", $"{name}: the colour is not of the form #rrggbb");
        if (!Enum.GetNames<SegmentAlgorithmType>().Any(type => Access.Words.Camel(Enum.Parse<SegmentAlgorithmType>(type)) == segment.AlgorithmType)) return new("badAlgorithm", $"{name}: the algorithm type is manual, semiautomatic or automatic");
        var isManual = segment.AlgorithmType == "manual";
        if (!isManual && string.IsNullOrWhiteSpace(segment.AlgorithmName)) return new("badAlgorithm", $"{name} is not manual and names no algorithm");
        return TextOf($"{name}: the algorithm", segment.AlgorithmName, LongString, isNeeded: false) ?? TextOf($"{name}: the algorithm's version", segment.AlgorithmVersion, LongString, isNeeded: false);
    }

    private static MaskRefusal? PixelsOf(int number, SegmentWish segment, Manifest image, ref long runs)
    {
        var seen = new HashSet<int>();
        foreach (var slice in segment.Slices ?? [])
        {
            if (slice?.Runs is not { } numbers || numbers.Length % 3 != 0) return new("badRun", $"Segment {number}: runs are row, column and length");
            var where = $"Segment {number}, image {slice.Slice}";
            if (slice.Slice < 0 || slice.Slice >= image.Frames.Instance.Count) return new("badSlice", $"{where}: there is no such image");
            if (!seen.Add(slice.Slice)) return new("badSlice", $"{where} is there twice");
            if ((runs += numbers.Length / 3) > MaskBuilder.MostRuns) return new("tooLarge", $"More than {MaskBuilder.MostRuns} runs");
            var (lastRow, lastEnd) = (-1, 0L);
            for (var i = 0; i < numbers.Length; i += 3)
            {
                var (row, column, length) = (numbers[i], numbers[i + 1], numbers[i + 2]);
                if (length < 1) return new("badRun", $"{where}: a run has {length} pixels");
                if (row < 0 || row >= image.Rows || column < 0 || (long)column + length > image.Columns) return new("outsideImage", $"{where}: a run lies beside the image");
                if (row < lastRow || (row == lastRow && column < lastEnd)) return new("unordered", $"{where}: runs overlap or are not in order");
                (lastRow, lastEnd) = (row, (long)column + length);
            }
        }
        return null;
    }

    private static MaskRefusal? CodeOf(string what, CodeView? code)
    {
        if (string.IsNullOrWhiteSpace(code?.Value) || string.IsNullOrWhiteSpace(code.Scheme) || string.IsNullOrWhiteSpace(code.Meaning)) return new("badCode", $"{what} is no code");
        var isShort = code.Value.Length <= LongString && code.Scheme.Length <= ShortString && code.Meaning.EnumerateRunes().Count() <= LongString;
        return isShort && new[] { code.Value, code.Scheme, code.Meaning }.All(text => IsPlain(text, isProse: false)) ? null : new("badCode", $"{what}: value, scheme or meaning cannot be written");
    }

    private static MaskRefusal? TextOf(string what, string? text, int most, bool isNeeded, bool isProse = false)
    {
        if (string.IsNullOrWhiteSpace(text)) return isNeeded ? new("noLabel", $"{what} is missing") : null;
        if (text.EnumerateRunes().Count() > most) return new("labelTooLong", $"{what} has more than {most} characters");
        return IsPlain(text, isProse) ? null : new("badText", $"{what} has a character that DICOM does not allow there");
    }

    // PS3.5 6.2: a backslash parts values in LO and SH; ST may have it, and lines.
    private static bool IsPlain(string text, bool isProse) =>
        text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar && (!System.Text.Rune.IsControl(rune) || (isProse && rune.Value is '\n' or '\r' or '\t')) && (isProse || rune.Value != '\\'));

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();
}
