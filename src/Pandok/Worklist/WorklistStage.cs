using Pandok.Platform.Jobs;
using Pandok.Worklist.Workitems;

namespace Pandok.Worklist;

internal static class WorklistStage
{
    public static IServiceCollection AddWorklist(this IServiceCollection services) => services
        .AddScoped<StudyChanges>().AddScoped<ReaderNames>().AddScoped<WorklistItems>().AddScoped<Claims>()
        .AddScoped<WorkitemDesk>().AddScoped<WorkitemSweep>().AddScoped<Subscriptions>().AddScoped<EventChannel>()
        .AddScoped<Settle>().AddScoped<StudySteps>().AddScoped<StudySweep>()
        .AddPeriodicWork("study sweep", TimeSpan.FromSeconds(1), (scope, stop) => scope.GetRequiredService<StudySweep>().RunAsync(stop))
        .AddPeriodicWork("long study steps", TimeSpan.FromMilliseconds(500), async (scope, stop) => await scope.GetRequiredService<StudySteps>().RunDueAsync(isLong: true, stop) > 0);

    public static IEndpointRouteBuilder MapWorklist(this IEndpointRouteBuilder routes)
    {
        routes.MapList();
        routes.MapClaim();
        routes.MapEmergency();
        routes.MapRetry();
        WorkitemEndpoints.Map(routes);
        SubscriptionEndpoints.Map(routes);
        return routes;
    }
}
