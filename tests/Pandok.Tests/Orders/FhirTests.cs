using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Pandok.Tests.Orders;

/// <summary>ServiceRequests as their JSON stands in the standard's examples.</summary>
public sealed class FhirTests
{
    [Fact]
    public async Task A_service_request_with_its_patient_becomes_an_order_and_its_numbers_come_back()
    {
        await using var scene = await OrderScene.OpenAsync();
        var (status, answer) = await PostAsync(scene, Request());
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("ServiceRequest", answer.GetProperty("resourceType").GetString());
        var item = Assert.Single(await scene.ListAsync());
        Assert.Equal(("HONG^GILDONG==홍^길동", "DEMO-7", "19700131", "M"), (item.GetProperty("patient").GetProperty("name").GetString(), item.GetProperty("patient").GetProperty("id").GetString(),
            item.GetProperty("patient").GetProperty("birthDate").GetString(), item.GetProperty("patient").GetProperty("sex").GetString()));
        Assert.Equal(("Chest CT", "CT", "ROOM1", "emergency", "fhir", "Cough"), (item.GetProperty("procedure").GetString(), item.GetProperty("modality").GetString(), item.GetProperty("station").GetString(),
            item.GetProperty("priority").GetString(), item.GetProperty("door").GetString(), item.GetProperty("question").GetString()));
        Assert.Equal(item.GetProperty("accession").GetString(), answer.GetProperty("identifier")[0].GetProperty("value").GetString());
        Assert.StartsWith("urn:oid:2.25.", answer.GetProperty("identifier")[1].GetProperty("value").GetString());
        Assert.Equal(item.GetProperty("order").GetString(), answer.GetProperty("id").GetString());

        Assert.Equal(HttpStatusCode.Created, (await PostAsync(scene, Request())).Status); // sent again
        Assert.Single(await scene.ListAsync());
        var (clash, outcome) = await PostAsync(scene, Request().Replace("DEMO-7", "DEMO-8"));
        Assert.Equal((HttpStatusCode.Conflict, "duplicate"), (clash, Code(outcome)));
    }

    [Theory]
    [InlineData("\"status\": \"active\"", "\"status\": \"completed\"", 422, "required")]
    [InlineData("\"intent\": \"order\"", "\"intent\": \"proposal\"", 422, "required")]
    [InlineData("\"#p\"", "\"Patient/1\"", 422, "required")]
    [InlineData("\"code\": \"CT\"", "\"code\": \"C T\"", 422, "business-rule")]
    [InlineData("\"ServiceRequest\"", "\"Patient\"", 400, "structure")]
    [InlineData("\"intent\"", "\"intention\"", 400, "structure")]
    [InlineData("{ \"resourceType\"", "[ \"resourceType\"", 400, "structure")]
    public async Task What_is_wrong_is_said_as_an_operation_outcome(string good, string bad, int status, string code)
    {
        await using var scene = await OrderScene.OpenAsync();
        var (answered, outcome) = await PostAsync(scene, Request().Replace(good, bad));
        Assert.Equal((status, "OperationOutcome", code), ((int)answered, outcome.GetProperty("resourceType").GetString(), Code(outcome)));
        Assert.Empty(await scene.ListAsync());
    }

    [Fact]
    public async Task Without_a_key_of_a_device_nothing_is_read()
    {
        await using var scene = await OrderScene.OpenAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(scene, Request(), "pdk_wrong")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(scene, new string(' ', (1 << 20) + 1))).Status);
    }

    [Fact]
    public async Task A_request_that_nests_without_end_is_refused()
    {
        await using var scene = await OrderScene.OpenAsync();
        var extensions = string.Concat(Enumerable.Repeat("{\"url\":\"http://example.org/deep\",\"extension\":[", 10_000));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(scene, "{\"resourceType\":\"ServiceRequest\",\"extension\":[" + extensions)).Status);
    }

    private static string? Code(JsonElement outcome) => outcome.GetProperty("issue")[0].GetProperty("code").GetString();

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(OrderScene scene, string body, string? key = null)
    {
        using var client = new HttpClient { BaseAddress = scene.Server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? scene.ApiKey);
        using var answer = await client.PostAsync("/fhir/ServiceRequest", new StringContent(body, Encoding.UTF8, "application/fhir+json"));
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    private static string Request() => $$"""
        { "resourceType": "ServiceRequest", "status": "active", "intent": "order", "priority": "stat",
          "contained": [ { "resourceType": "Patient", "id": "p", "identifier": [ { "system": "urn:demo", "value": "DEMO-7" } ],
            "name": [ { "family": "HONG", "given": [ "GILDONG" ] },
                      { "extension": [ { "url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation", "valueCode": "SYL" } ], "family": "홍", "given": [ "길동" ] } ],
            "gender": "male", "birthDate": "1970-01-31" } ],
          "identifier": [ { "type": { "coding": [ { "system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "PLAC" } ] }, "value": "PL-7" } ],
          "code": { "coding": [ { "system": "http://loinc.org", "code": "24627-2", "display": "CT Chest" } ], "text": "Chest CT" },
          "orderDetail": [ { "coding": [ { "system": "http://dicom.nema.org/resources/ontology/DCM", "code": "CT" } ] } ],
          "subject": { "reference": "#p" }, "occurrenceDateTime": "{{OrderScene.At():yyyy-MM-dd'T'HH:mm:ss'Z'}}",
          "requester": { "display": "Demo Referrer" }, "performer": [ { "identifier": { "value": "ROOM1" } } ], "reasonCode": [ { "text": "Cough" } ] }
        """;
}
