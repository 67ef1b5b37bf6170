namespace Pandok.Coordinate;

internal static class CoordinateStage
{
    public static IEndpointRouteBuilder MapCoordinate(this IEndpointRouteBuilder routes)
    {
        routes.MapCoordinator();
        return routes;
    }
}
