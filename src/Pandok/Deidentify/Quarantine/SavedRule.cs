using System.Text.Json;
using Pandok.Deidentification.Pixels;

namespace Pandok.Deidentify.Quarantine;

/// <summary>
/// A <see cref="DeviceRule"/> as it is kept: whose site it is, who made it of what, and when it ended. Made by a person who looked at an instance. The texts of its signature are those that
/// the profile lets pass; of what the profile takes away the rule says nothing.
/// </summary>
internal sealed class SavedRule
{
    public required Guid Id { get; init; }
    public required Guid SiteId { get; init; }
    public required string SopClass { get; init; }
    public required string Manufacturer { get; init; }
    public required string Model { get; init; }
    public required string Software { get; init; }
    public required int Rows { get; init; }
    public required int Columns { get; init; }
    public required string ImageType { get; init; }
    public required string Photometric { get; init; }
    /// <summary>[{"frame":-1,"x":0,...}]</summary>
    public required string BoxesJson { get; init; }
    /// <summary>The held instance it was made of.</summary>
    public required Guid MadeOf { get; init; }
    public required string Reviewer { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    /// <summary>How many instances it was made of or applied to.</summary>
    public int Samples { get; set; } = 1;
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedBy { get; set; }

    public (string, string, string, string, int, int, string, string) Signature() => (SopClass, Manufacturer, Model, Software, Rows, Columns, ImageType, Photometric);

    public IReadOnlyList<HeldBox> ReadBoxes() => JsonSerializer.Deserialize<List<HeldBox>>(BoxesJson, Quarantine.Json)!;

    /// <summary>As the pixel pass takes it.</summary>
    public DeviceRule ToRule() => new($"{Manufacturer} {Model}", [.. ReadBoxes().Select(box => box.ToArea())], $"review of {MadeOf:D}", Math.Max(1, Samples), Reviewer)
    {
        SopClass = Said(SopClass),
        Manufacturer = Said(Manufacturer),
        Model = Said(Model),
        Software = Said(Software),
        Rows = Rows,
        Columns = Columns,
        ImageType = Said(ImageType),
        Photometric = Said(Photometric),
    };

    private static string? Said(string text) => text.Length == 0 ? null : text;
}
