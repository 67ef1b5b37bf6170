using Pandok.Ingest.Commitment;
using Pandok.Platform.Jobs;

namespace Pandok.Ingest;

internal static class IngestStage
{
    public static IServiceCollection AddIngest(this IServiceCollection services) => services
        .AddSingleton<InstanceKeeper>()
        .AddSingleton<DroppedDocuments>()
        .AddSingleton<InstanceIntake>()
        .AddSingleton<DicomServices>()
        .AddSingleton<StorageCommitment>()
        .AddPeriodicWork("storage commitment", TimeSpan.FromSeconds(1), (scope, stop) => scope.GetRequiredService<StorageCommitment>().AnswerDueAsync(stop))
        .AddSingleton<IntakeDiary>()
        .AddHostedService<WarmUp>()
        .AddSingleton<DicomDoor>()
        .AddHostedService(provider => provider.GetRequiredService<DicomDoor>());

    public static void MapIngest(this IEndpointRouteBuilder routes) => StowEndpoint.Map(routes);
}
