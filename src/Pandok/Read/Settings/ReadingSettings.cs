using System.Text.Json;

namespace Pandok.Read.Settings;

/// <summary>How one reader likes the reading room. Nothing in it is of a patient.</summary>
/// <param name="SingleLetters">A letter alone may be a key (WCAG 2.1.4).</param>
/// <param name="Keys">Keys that differ from ours, by action; null for an action without a key.</param>
/// <param name="Layouts">The layout chosen last, by hanging protocol.</param>
/// <param name="Protocols">Hanging protocols of the reader's own, in the form of viewer/src/read/core/hanging.</param>
/// <param name="SecondScreen">What hangs beside the first image is in a window of its own.</param>
internal sealed record ReadingSettings(bool SingleLetters, IReadOnlyDictionary<string, string?> Keys, IReadOnlyDictionary<string, string> Layouts, IReadOnlyList<JsonElement> Protocols, bool SecondScreen = false)
{
    /// <summary>In characters of JSON.</summary>
    public const int Longest = 64_000;
    private const int Most = 200, LongestName = 60;

    public static readonly ReadingSettings Usual = new(true, new Dictionary<string, string?>(), new Dictionary<string, string>(), []);

    /// <summary>What is wrong with it; null if nothing.</summary>
    public string? Fault() =>
        Keys is null || Layouts is null || Protocols is null ? "Keys, layouts and protocols are missing."
        : Keys.Count > Most || Layouts.Count > Most ? "There are too many entries."
        : Keys.Any(one => IsLong(one.Key) || IsLong(one.Value)) || Layouts.Any(one => IsLong(one.Key) || IsLong(one.Value)) ? "A name is too long."
        : FaultOf(Protocols);

    /// <summary>The same of a list of protocols alone.</summary>
    public static string? FaultOf(IReadOnlyList<JsonElement>? protocols) =>
        protocols is null || protocols.Count > Most ? "There is no list of protocols, or a too long one."
        : protocols.Any(one => one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String || !one.TryGetProperty("match", out var match) || match.ValueKind != JsonValueKind.Object)
            ? "A hanging protocol is an object with an id and a match." : null;

    private static bool IsLong(string? text) => text?.Length > LongestName;
}
