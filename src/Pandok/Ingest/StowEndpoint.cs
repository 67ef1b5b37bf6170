using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Devices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Web;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>The web door: STOW-RS (PS3.18 section 10.5) for devices with an API key. Parts are read as they arrive; none is held whole.</summary>
internal static class StowEndpoint
{
    private const int MaximumParts = 20_000;
    private const string DicomJson = "application/dicom+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/dicom-web/studies", StoreAsync).AllowAnonymous().WithMetadata(new UnboundedBody()).WithName("StoreInstances").Produces(200, contentType: DicomJson);
        routes.MapPost("/dicom-web/studies/{study}", StoreAsync).AllowAnonymous().WithMetadata(new UnboundedBody()).WithName("StoreInstancesOfStudy").Produces(200, contentType: DicomJson);
    }

    private static async Task<IResult> StoreAsync(HttpContext context, Database db, DeviceDirectory devices, InstanceIntake intake, IntakeDiary diary, CancellationToken stop)
    {
        var peer = context.Connection.RemoteIpAddress?.ToString() ?? "?";
        if (await DeviceOfAsync(context, db, devices, stop) is not { } device)
        {
            await diary.NoteStrangerAsync(Door.Stow, peer, null, "badKey", stop);
            return Problems.Problem(StatusCodes.Status401Unauthorized, "badKey", "No device has this API key.");
        }
        await devices.SeenAsync(db, device, stop);
        var origin = new Origin(device.SiteId, device.Id, Door.Stow, peer, null);
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var media) || media.MediaType != "multipart/related" || HeaderUtilities.RemoveQuotes(media.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            await diary.NoteAsync(new ReceiveOutcome.Refused("notMultipart", $"The body is {media?.MediaType.Value ?? "of no type"}, not multipart/related"), origin, stop);
            return Problems.Problem(StatusCodes.Status415UnsupportedMediaType, "notMultipart", "STOW-RS takes multipart/related; type=\"application/dicom\".");
        }
        var answer = new StowAnswer();
        try
        {
            var parts = new MultipartReader(boundary, context.Request.Body, 64 << 10) { HeadersCountLimit = 16, HeadersLengthLimit = 8 << 10, BodyLengthLimit = null };
            for (var count = 0; await parts.ReadNextSectionAsync(stop) is { } part; count++)
            {
                if (count >= MaximumParts) return Problems.Problem(StatusCodes.Status413PayloadTooLarge, "tooManyParts", $"More than {MaximumParts} parts.");
                answer.Add(await intake.ReceiveAsync(part.Body, null, origin, stop, context.Request.RouteValues["study"] as string));
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException && !stop.IsCancellationRequested)
        {
            // What was archived before the break stays archived, and the answer says so.
            await diary.NoteAsync(new ReceiveOutcome.Refused("brokenMultipart", "The body ended inside a part or is not multipart"), origin, stop);
            answer.Broken();
        }
        return answer.ToResult(context);
    }

    private static async Task<Device?> DeviceOfAsync(HttpContext context, Database db, DeviceDirectory devices, CancellationToken stop)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? await devices.FindByApiKeyAsync(db, header[7..].Trim(), stop) : null;
    }
}
