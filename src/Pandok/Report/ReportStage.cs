namespace Pandok.Report;

internal static class ReportStage
{
    public static IServiceCollection AddReport(this IServiceCollection services) =>
        services.AddScoped<ReportDesk>().AddScoped<ReportSheets>();

    public static IEndpointRouteBuilder MapReport(this IEndpointRouteBuilder routes)
    {
        routes.MapReportRoutes();
        return routes;
    }
}
