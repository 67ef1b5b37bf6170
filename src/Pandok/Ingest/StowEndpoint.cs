using Pandok.Access;
using Pandok.Archive;
using Pandok.Devices;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Web;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>The web door: STOW-RS (PS3.18 section 10.5) for devices with an API key. Parts are read as they arrive; none is held whole.</summary>
internal static class StowEndpoint
{
    private const string Dicom = "application/dicom";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/dicom-web/studies", StoreAsync).AllowAnonymous().WithMetadata(new UnboundedBody()).WithName("StoreInstances").Produces(200, contentType: DicomWebAnswer.Json);
        routes.MapPost("/dicom-web/studies/{study}", StoreAsync).AllowAnonymous().WithMetadata(new UnboundedBody()).WithName("StoreInstancesOfStudy").Produces(200, contentType: DicomWebAnswer.Json);
    }

    private static async Task<IResult> StoreAsync(HttpContext context, Database db, DeviceDirectory devices, InstanceIntake intake, IntakeDiary diary, TimeProvider time, CancellationToken stop)
    {
        var peer = context.Connection.RemoteIpAddress?.ToString() ?? "?";
        if (await devices.FindByRequestAsync(db, context.Request, stop) is not { } device)
        {
            await diary.NoteStrangerAsync(Door.Stow, peer, null, "badKey", stop);
            return Problems.Problem(StatusCodes.Status401Unauthorized, "badKey", "No device has this API key.");
        }
        await devices.SeenAsync(db, device, stop);
        var origin = new Origin(device.SiteId, device.Id, Door.Stow, peer, null);
        if (DicomWebAnswer.ChooseJson(context, out var mediaType) is { } refusal) return refusal;
        var study = context.Request.RouteValues["study"] as string;
        if (study is not null && !Uids.IsValid(study)) return Problems.Problem(StatusCodes.Status400BadRequest, "badUid", "The study in the path is not a UID.");
        if (Unsupported(context.Request.ContentType, out var boundary) is { } words)
        {
            await diary.NoteAsync(new ReceiveOutcome.Refused("notMultipart", words), origin, stop);
            return Problems.Problem(StatusCodes.Status415UnsupportedMediaType, "notMultipart", words);
        }

        var answer = new StowAnswer(time.GetUtcNow());
        try
        {
            var parts = new MultipartReader(context.Request.Body, boundary);
            while (await parts.NextAsync(stop) is { } part)
            {
                if (part.ContentType is { } type && !(MediaRange.TryParse(type, out var media) && media.MediaType == Dicom))
                {
                    answer.Broken("partNotDicom", StatusCodes.Status415UnsupportedMediaType);
                    break;
                }
                var sent = new SentHead(part.Body);
                var outcome = await intake.ReceiveAsync(sent, null, origin, stop, new Announced(Study: study));
                answer.Add(outcome, await sent.NamesAsync(stop));
            }
        }
        catch (MultipartException fault) when (fault.Fault is MultipartFault.TooManyParts or MultipartFault.TooLarge)
        {
            await diary.NoteAsync(new ReceiveOutcome.Refused("tooLarge", fault.Message), origin, stop);
            answer.Broken("tooLarge", StatusCodes.Status413PayloadTooLarge);
        }
        catch (Exception fault) when (fault is MultipartException or IOException && !stop.IsCancellationRequested)
        {
            await diary.NoteAsync(new ReceiveOutcome.Refused("brokenMultipart", "The body ended inside a part or is not multipart"), origin, stop);
            answer.Broken("brokenMultipart", StatusCodes.Status400BadRequest);
        }
        return await answer.ToResultAsync(context, mediaType, DicomWebAnswer.Root(context), db, stop);
    }

    /// <returns>Why the body is not taken, or null.</returns>
    private static string? Unsupported(string? contentType, out string boundary)
    {
        boundary = string.Empty;
        try
        {
            boundary = MultipartReader.BoundaryOf(contentType);
        }
        catch (MultipartException)
        {
            return "STOW-RS takes multipart/related; type=\"application/dicom\" with a boundary.";
        }
        if (!MediaRange.TryParse(contentType, out var media) || media.Subtype != "related") return "STOW-RS takes multipart/related, no other multipart.";
        // Metadata and bulk data apart would have to be held until they meet, and what is held is not de-identified yet.
        return media.Parameters.GetValueOrDefault("type") is { } type && !type.Equals(Dicom, StringComparison.OrdinalIgnoreCase)
            ? "STOW-RS takes whole instances (type=\"application/dicom\"); metadata with bulk data apart is not taken."
            : null;
    }
}
