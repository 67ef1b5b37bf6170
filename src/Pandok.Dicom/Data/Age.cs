using System.Globalization;

namespace Pandok.Dicom.Data;

/// <summary>An age string (AS, PS3.5 section 6.2): three digits and a unit.</summary>
/// <param name="Count">0 to 999.</param>
/// <param name="Unit">D, W, M or Y: days, weeks, months, years.</param>
public readonly record struct Age(int Count, char Unit)
{
    /// <summary>Reads "045Y".</summary>
    /// <returns>Null if the text is no age.</returns>
    public static Age? Parse(string? text) =>
        text is { Length: 4 } && text[3] is 'D' or 'W' or 'M' or 'Y' && int.TryParse(text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new Age(count, text[3]) : null;

    /// <summary>The written form.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count:000}{Unit}");
}
