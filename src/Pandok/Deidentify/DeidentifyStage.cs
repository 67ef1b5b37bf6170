using Pandok.Deidentify.Vaults;

namespace Pandok.Deidentify;

internal static class DeidentifyStage
{
    public static IServiceCollection AddDeidentify(this IServiceCollection services) => services.AddVault().AddSingleton<SiteKeyring>().AddSingleton<InstanceDeidentifier>().AddHostedService<MigrateVaultAtStart>();

    public static IEndpointRouteBuilder MapDeidentify(this IEndpointRouteBuilder routes)
    {
        routes.MapReceipts();
        return routes;
    }
}
