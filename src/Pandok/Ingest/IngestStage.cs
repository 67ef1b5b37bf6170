namespace Pandok.Ingest;

internal static class IngestStage
{
    public static IServiceCollection AddIngest(this IServiceCollection services) => services
        .AddSingleton<InstanceIntake>()
        .AddSingleton<IntakeDiary>()
        .AddSingleton<StoreScp>()
        .AddHostedService(provider => provider.GetRequiredService<StoreScp>());

    public static void MapIngest(this IEndpointRouteBuilder routes) => StowEndpoint.Map(routes);
}
