using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Devices;
using Pandok.Platform.Database;
using Pandok.Studies;
using Database = Pandok.Platform.Database.Database;
using Site = Pandok.Access.Site;

namespace Pandok.Orders.Fhir;

/// <summary>The FHIR R4 door for orders: create of ServiceRequest (http, JSON) for whoever holds an API key of the site. What is wrong is said as an OperationOutcome.</summary>
internal static class FhirDoor
{
    private const string FhirJson = "application/fhir+json";
    private const int Longest = 1 << 20;
    private static readonly BaseFhirJsonDeserializer Reader = new(ModelInfo.ModelInspector);
    private static readonly BaseFhirJsonSerializer Writer = new(ModelInfo.ModelInspector);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/fhir/ServiceRequest", CreateAsync).AllowAnonymous().WithName("CreateServiceRequest").Produces(201, contentType: FhirJson);

    private static async Task<IResult> CreateAsync(HttpContext context, Database db, DeviceDirectory devices, OrderDesk desk, CancellationToken stop)
    {
        if (await devices.FindByRequestAsync(db, context.Request, stop) is not { } device)
            return Outcome(StatusCodes.Status401Unauthorized, OperationOutcome.IssueType.Login, "No device has this API key", null);
        await devices.SeenAsync(db, device, stop);
        if (await BodyAsync(context.Request, stop) is not { } body)
            return Outcome(StatusCodes.Status413PayloadTooLarge, OperationOutcome.IssueType.TooLong, $"A request has at most {Longest} bytes", null);
        if (Parse(body, out var issues) is not ServiceRequest request)
            return Outcome(StatusCodes.Status400BadRequest, OperationOutcome.IssueType.Structure, issues.Count > 0 ? string.Join("; ", issues.Take(5)) : "The body is no ServiceRequest", null);
        var site = await db.Set<Site>().AsNoTracking().SingleAsync(row => row.Id == device.SiteId, stop);
        var (order, problem, at) = ServiceRequestOrder.Read(request, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone));
        if (order is null) return Outcome(StatusCodes.Status422UnprocessableEntity, OperationOutcome.IssueType.Required, problem!, at);
        return await desk.PlaceAsync(order, site.Id, OrderDoor.Fhir, Actor.Device(device.Id, device.AeTitle), stop) switch
        {
            OrderOutcome.Kept { Words: { } words } kept => Created(context, ServiceRequestOrder.Answer(kept.Order, words.Accession, words.StudyUid)),
            OrderOutcome.Refused { Code: "orderThere" } there => Outcome(StatusCodes.Status409Conflict, OperationOutcome.IssueType.Duplicate, there.Title, null),
            OrderOutcome.Refused refused => Outcome(StatusCodes.Status422UnprocessableEntity, OperationOutcome.IssueType.BusinessRule, refused.Title, null),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    private static Resource? Parse(byte[] body, out List<string> issues)
    {
        issues = [];
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
            if (Reader.TryDeserializeResource(ref reader, out var resource, out var found)) return resource;
            issues.AddRange(found.Select(issue => issue.Message));
            return null;
        }
        catch (JsonException)
        {
            issues.Add("The body is not JSON");
            return null;
        }
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken stop)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int count; (count = await request.Body.ReadAsync(buffer, stop)) > 0;)
        {
            if (body.Length + count > Longest) return null;
            body.Write(buffer, 0, count);
        }
        return body.ToArray();
    }

    private static IResult Created(HttpContext context, ServiceRequest kept)
    {
        context.Response.Headers.Location = $"/fhir/ServiceRequest/{kept.Id}";
        return Results.Text(Writer.SerializeToString(kept), FhirJson, statusCode: StatusCodes.Status201Created);
    }

    private static IResult Outcome(int status, OperationOutcome.IssueType type, string words, string? at) => Results.Text(Writer.SerializeToString(new OperationOutcome
    {
        Issue = [new OperationOutcome.IssueComponent { Severity = OperationOutcome.IssueSeverity.Error, Code = type, Diagnostics = words, Expression = at is null ? [] : [at] }],
    }), FhirJson, statusCode: status);
}
