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

    /// <summary>Reads rules: a JSON array of <see cref="DeviceRule"/>, names in camel case; areas as x, y, width, height.</summary>
    /// <exception cref="JsonException">Not rules, or a rule without provenance, reviewer or areas inside its size.</exception>
    public static DeviceRules Parse(string json)
    {
        var rules = JsonSerializer.Deserialize<List<DeviceRule>>(json, Form) ?? throw new JsonException("Device rules are an array.");
        foreach (var rule in rules)
        {
            if (string.IsNullOrWhiteSpace(rule.Provenance) || string.IsNullOrWhiteSpace(rule.Reviewer) || rule.Samples < 1 || rule.Areas.Count == 0
                || rule.Areas.Any(area => area.X < 0 || area.Y < 0 || area.Width < 1 || area.Height < 1 || area.Right > rule.Columns || area.Bottom > rule.Rows))
                throw new JsonException($"The device rule {rule.Name} needs a provenance, a reviewer, samples, and areas inside {rule.Columns} x {rule.Rows}.");
        }
        return new DeviceRules(rules);
    }

    /// <summary>The rules that fit an object.</summary>
    public IReadOnlyList<DeviceRule> For(DataSet input) => [.. rules.Where(rule => rule.Fits(input))];
}
