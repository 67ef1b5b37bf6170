using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pandok.Tests.Contract;

/// <summary>What the server says of its interface is what is checked in. <c>./dev contract</c> writes the file anew.</summary>
public sealed class OpenApiTests
{
    private const string WriteVariable = "PANDOK_WRITE_CONTRACT";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_checked_in_contract_is_what_the_server_says()
    {
        var file = Repository.At("contract/openapi.json");
        var generated = await GenerateAsync();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
            await File.WriteAllTextAsync(file, generated);

        Assert.True(File.Exists(file), "contract/openapi.json is missing: run ./dev contract");
        Assert.True((await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") == generated, "The interface has changed: run ./dev contract, read the difference and commit it with the change.");
    }

    [Fact]
    public async Task Every_operation_has_a_name_and_no_two_share_one()
    {
        var names = new List<string>();
        foreach (var (path, methods) in (await DocumentAsync())["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
                names.Add(operation?["operationId"]?.GetValue<string>() ?? $"{method} {path} has no name");
        }
        Assert.NotEmpty(names);
        Assert.DoesNotContain(names, name => name.Contains(' ', StringComparison.Ordinal));
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    // Members in alphabetical order, and nothing that depends on who asks (address, name of the process): the same interface gives the same text everywhere.
    private static async Task<string> GenerateAsync()
    {
        var document = await DocumentAsync();
        document.AsObject().Remove("servers");
        document.AsObject().Remove("tags");
        document["info"]!["title"] = "Pandok";
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()))
            operation.Value!.AsObject().Remove("tags");
        return Sorted(document)!.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    private static async Task<JsonNode> DocumentAsync()
    {
        await using var server = await RunningServer.StartAsync();
        return JsonNode.Parse(await server.NewClient().GetStringAsync("/openapi/v1.json"))!;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
