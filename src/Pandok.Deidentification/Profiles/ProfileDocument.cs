using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pandok.Deidentification;

/// <summary>A profile as it is written: an embedded JSON file. Unknown, missing and doubled words are faults.</summary>
internal sealed record ProfileDocument
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public required string Name { get; init; }
    public required int Version { get; init; }
    public required IReadOnlyList<Options> Options { get; init; }
    public required IReadOnlyDictionary<string, string> Winners { get; init; }
    public required ReferenceRule References { get; init; }
    public required SafePrivateList SafePrivate { get; init; }
    public required BirthDateRule BirthDate { get; init; }
    public required PixelPolicy Pixels { get; init; }
    public required bool Deface { get; init; }
    public required ApprovalRule Approval { get; init; }

    /// <summary>Attributes that stay, apart from those the IOD requires; null if no list narrows the profile.</summary>
    public IReadOnlyList<string>? Attributes { get; init; }

    [JsonIgnore]
    public string Text { get; private set; } = string.Empty;

    [JsonIgnore]
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>The embedded document of a name.</summary>
    public static ProfileDocument Load(string name)
    {
        using var stream = typeof(ProfileDocument).Assembly.GetManifestResourceStream($"{name}.json") ?? throw new InvalidOperationException($"The profile {name} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(reader.ReadToEnd());
    }

    /// <exception cref="JsonException">Not a profile.</exception>
    public static ProfileDocument Parse(string json)
    {
        var document = JsonSerializer.Deserialize<ProfileDocument>(json, Form) ?? throw new JsonException("A profile is an object.");
        // Canonical: without the white space, in the written order, so that a reformatted file is the same document.
        using var tree = JsonDocument.Parse(json);
        document.Text = JsonSerializer.Serialize(tree.RootElement);
        return document;
    }

    internal sealed record PixelPolicy(PixelLook Look, PixelText Text, DocumentRule Documents, DocumentRule Video);

    internal enum ReferenceRule
    {
        Table,
        Keep,
    }
}
