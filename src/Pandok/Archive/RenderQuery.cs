using System.Globalization;
using Pandok.Dicom.Rendering;

namespace Pandok.Archive;

/// <summary>How a picture is asked for (PS3.18 section 8.3.5.1): window, viewport, quality.</summary>
/// <param name="Window">Instead of the one in the data set.</param>
/// <param name="Width">The picture fits into this many columns; null for one pixel of the image each.</param>
/// <param name="Height">And this many rows.</param>
/// <param name="Region">The part of the image that is shown; null for all of it.</param>
/// <param name="Quality">1 to 100, for JPEG.</param>
internal sealed record RenderQuery(Window? Window, int? Width, int? Height, RenderQuery.Part? Region, int Quality)
{
    private const int LargestSide = 8192, UsualQuality = 90;

    internal readonly record struct Part(double X, double Y, double Width, double Height);

    /// <returns>The wish, or why it cannot be met.</returns>
    public static (RenderQuery? Query, string? Why) Parse(IQueryCollection query)
    {
        Window? window = null;
        if (query["window"].ToString() is { Length: > 0 } wanted)
        {
            if (WindowOf(wanted) is not { IsValid: true } parsed) return (null, "window is center,width,function; the function is linear, linear-exact or sigmoid, and the width is at least 1 (linear) or more than 0.");
            window = parsed;
        }
        var quality = UsualQuality;
        if (query["quality"].ToString() is { Length: > 0 } percent && (!int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out quality) || quality is < 1 or > 100))
            return (null, "quality is a number from 1 to 100.");
        if (query["viewport"].ToString() is not { Length: > 0 } viewport) return (new RenderQuery(window, null, null, null, quality), null);
        var numbers = viewport.Split(',').Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        if (numbers.Length is not (2 or 4 or 6) || numbers.Any(double.IsNaN) || numbers[0] is < 1 or > LargestSide || numbers[1] is < 1 or > LargestSide || numbers.Skip(2).Any(number => number < 0))
            return (null, $"viewport is width,height and, if only a part of the image is wanted, left,top,width,height of it in pixels; no side is longer than {LargestSide}, and nothing is flipped.");
        Part? region = numbers.Length switch
        {
            2 => null,
            4 => new Part(numbers[2], numbers[3], double.PositiveInfinity, double.PositiveInfinity),
            _ => new Part(numbers[2], numbers[3], numbers[4] == 0 ? double.PositiveInfinity : numbers[4], numbers[5] == 0 ? double.PositiveInfinity : numbers[5]),
        };
        return (new RenderQuery(window, (int)numbers[0], (int)numbers[1], region, quality), null);
    }

    private static Window? WindowOf(string text)
    {
        var parts = text.Split(',');
        VoiFunction? function = parts.ElementAtOrDefault(2)?.ToLowerInvariant() switch
        {
            null or "linear" => VoiFunction.Linear,
            "linear-exact" => VoiFunction.LinearExact,
            "sigmoid" => VoiFunction.Sigmoid,
            _ => null,
        };
        return parts.Length is 2 or 3 && function is { } form
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var center) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var width)
            ? new Window(center, width, form) : null;
    }
}
