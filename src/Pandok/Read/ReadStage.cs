using Microsoft.AspNetCore.Mvc;
using Pandok.Access;
using Pandok.Read.Drawings;
using Pandok.Read.Foreign;
using Pandok.Read.Masks;
using Pandok.Read.Settings;
using Pandok.Report;
using Pandok.Worklist;

namespace Pandok.Read;

internal static class ReadStage
{
    public static IServiceCollection AddRead(this IServiceCollection services) => services
        .AddSingleton<SeriesImages>().AddScoped<Priors>().AddScoped<Opening>().AddScoped<IStudyStep, PackStep>().AddScoped<DrawingDesk>().AddScoped<SegmentationDesk>().AddScoped<ForeignMarks>().AddScoped<SettingsDesk>().AddSingleton<MaskReader>()
        .AddScoped<KeyImagePictures>().AddScoped<SheetPictures>(services => services.GetRequiredService<KeyImagePictures>().OfAsync);

    public static void MapRead(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/studies/{study}/opening", ([FromHeader(Name = Opening.Ahead)] string? ahead, string study, CurrentUser user, Opening opening, CancellationToken stop) => opening.GetAsync(study, user, ahead == "1", stop)).Requires(Permission.ReadStudy).WithName("OpenStudy").Produces<OpeningView>();
        routes.MapGet("/api/series/{series}/manifest", ManifestEndpoint.GetAsync).Requires(Permission.ReadStudy).WithName("ReadManifest").Produces<Manifest>();
        routes.MapGet("/api/series/{series}/levels/{level:int}", LevelsEndpoint.GetAsync).Requires(Permission.ReadStudy).WithName("ReadLevels").Produces(200, null, LevelsEndpoint.MediaType);
        routes.MapGet("/api/studies/{study}/foreign-marks", (string study, ForeignMarks marks, CancellationToken stop) => marks.OfAsync(study, stop)).Requires(Permission.ReadStudy).WithName("ListForeignMarks");
        routes.MapDrawings();
        routes.MapMasks();
        routes.MapSettings();
    }
}
