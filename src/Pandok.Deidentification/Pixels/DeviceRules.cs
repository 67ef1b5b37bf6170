using System.Text.Json;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Pixels;

/// <summary>The rules for devices, as data. Nothing is built in: a rule comes from a site's own review, with its provenance.</summary>
public sealed class DeviceRules
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true };
    private readonly IReadOnlyList<DeviceRule> rules;

    private DeviceRules(IReadOnlyList<DeviceRule> rules) => this.rules = rules;

    /// <summary>No rules.</summary>
    public static DeviceRules None { get; } = new([]);

    /// <summary>Rules that somebody keeps in a form of his own.</summary>
    /// <exception cref="ArgumentException">A rule without provenance, reviewer or areas inside its size.</exception>
    public static DeviceRules Of(IEnumerable<DeviceRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var all = rules.ToList();
        return all.Find(rule => !IsWhole(rule)) is { } wrong ? throw new ArgumentException(Says(wrong), nameof(rules)) : new DeviceRules(all);
    }

    /// <summary>Reads rules: a JSON array of <see cref="DeviceRule"/>, names in camel case; areas as x, y, width, height.</summary>
    /// <exception cref="JsonException">Not rules, or a rule without provenance, reviewer or areas inside its size.</exception>
    public static DeviceRules Parse(string json)
    {
        var rules = JsonSerializer.Deserialize<List<DeviceRule>>(json, Form) ?? throw new JsonException("Device rules are an array.");
        return rules.Find(rule => !IsWhole(rule)) is { } wrong ? throw new JsonException(Says(wrong)) : new DeviceRules(rules);
    }

    /// <summary>The rules that fit an object.</summary>
    public IReadOnlyList<DeviceRule> For(DataSet input) => rules.Count == 0 ? [] : [.. rules.Where(rule => rule.Fits(input))];

    private static bool IsWhole(DeviceRule rule) => !string.IsNullOrWhiteSpace(rule.Provenance) && !string.IsNullOrWhiteSpace(rule.Reviewer) && rule.Samples >= 1 && rule.Areas.Count > 0
        && rule.Areas.All(area => area.X >= 0 && area.Y >= 0 && area.Width >= 1 && area.Height >= 1 && area.Right <= rule.Columns && area.Bottom <= rule.Rows);

    private static string Says(DeviceRule rule) => $"The device rule {rule.Name} needs a provenance, a reviewer, samples, and areas inside {rule.Columns} x {rule.Rows}.";
}
