using Pandok.Worklist;

namespace Pandok.Deliver;

internal static class DeliverStage
{
    public static IServiceCollection AddDeliver(this IServiceCollection services) =>
        services.AddScoped<IStudyStep, DeliverStep>().AddScoped<SiteStudies>().AddScoped<IdentifiedStudy>().AddScoped<ReidentifyCheck>();

    public static IEndpointRouteBuilder MapDeliver(this IEndpointRouteBuilder routes)
    {
        routes.MapSite();
        routes.MapTimeline();
        return routes;
    }
}
