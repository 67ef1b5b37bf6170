using Pandok.Platform.Jobs;

namespace Pandok.Worklist;

internal static class WorklistStage
{
    public static IServiceCollection AddWorklist(this IServiceCollection services) => services
        .AddScoped<StudyChanges>().AddScoped<ReaderNames>().AddScoped<WorklistItems>().AddScoped<Claims>()
        .AddScoped<Settle>().AddScoped<StudySteps>().AddScoped<StudySweep>()
        .AddPeriodicWork("study sweep", TimeSpan.FromSeconds(1), (scope, stop) => scope.GetRequiredService<StudySweep>().RunAsync(stop));

    public static IEndpointRouteBuilder MapWorklist(this IEndpointRouteBuilder routes)
    {
        routes.MapList();
        routes.MapClaim();
        routes.MapEmergency();
        routes.MapRetry();
        return routes;
    }
}
