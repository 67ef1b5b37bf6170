using Pandok.Platform.Objects;

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
        .AddScoped<Seen>()
        .AddHostedService<CodecsAtStart>();

    public static void MapArchive(this IEndpointRouteBuilder routes)
    {
        QidoEndpoints.Map(routes);
        WadoRoutes.Map(routes);
    }
}
