using Pandok.Orders.Fhir;
using Pandok.Orders.Hl7;

namespace Pandok.Orders;

internal static class OrdersStage
{
    public static IServiceCollection AddOrders(this IServiceCollection services) =>
        services.AddScoped<OrderDesk>().AddScoped<Hl7Door>()
        .AddSingleton<ModalityWorklist>().AddSingleton<PerformedSteps>()
        .AddSingleton<MllpListener>().AddHostedService(provider => provider.GetRequiredService<MllpListener>());

    public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        OrderEndpoints.Map(routes);
        FhirDoor.Map(routes);
        return routes;
    }
}
