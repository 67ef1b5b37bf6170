using Pandok.Archive.Renditions;
using Pandok.Archive.Retrieve;
using Pandok.Platform.Objects;
using Pandok.Worklist;

namespace Pandok.Archive;

internal static class ArchiveStage
{
    public static IServiceCollection AddArchive(this IServiceCollection services) => services
        .AddSingleton<ObjectFiles>()
        .AddSingleton<StudyIndex>()
        .AddSingleton<Announcer>()
        .AddSingleton<InstanceArchive>()
        .AddSingleton<InstanceFiles>()
        .AddSingleton<PixelShelf>()
        .AddSingleton<Uncompressed>()
        .AddSingleton<RenditionFiles>()
        .AddSingleton<RenditionShelf>()
        .AddSingleton<RenditionMaker>()
        .AddScoped<IStudyStep, RenderStep>()
        .AddScoped<Seen>()
        .AddHostedService<CodecsAtStart>()
        .AddSingleton<ArchiveQuery>()
        .AddSingleton<ArchiveRetrieve>();

    public static void MapArchive(this IEndpointRouteBuilder routes)
    {
        QidoEndpoints.Map(routes);
        WadoRoutes.Map(routes);
    }
}
