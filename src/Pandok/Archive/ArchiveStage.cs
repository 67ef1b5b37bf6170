using Pandok.Platform.Objects;

namespace Pandok.Archive;

internal static class ArchiveStage
{
    public static IServiceCollection AddArchive(this IServiceCollection services) => services
        .AddSingleton<ObjectFiles>()
        .AddSingleton<StudyIndex>()
        .AddSingleton<Announcer>()
        .AddSingleton<InstanceArchive>()
        .AddSingleton<InstanceFiles>();

    public static void MapArchive(this IEndpointRouteBuilder routes)
    {
        QidoEndpoints.Map(routes);
        WadoEndpoints.Map(routes);
    }
}
