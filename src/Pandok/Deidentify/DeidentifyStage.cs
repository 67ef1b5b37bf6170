using Pandok.Deidentify.Quarantine;
using Pandok.Deidentify.Vaults;
using Pandok.Platform.Jobs;

namespace Pandok.Deidentify;

internal static class DeidentifyStage
{
    public static IServiceCollection AddDeidentify(this IServiceCollection services) => services
        .AddVault()
        .AddSingleton<SiteKeyring>()
        .AddSingleton<ScratchFolder>()
        .AddSingleton<StudyWords>()
        .AddSingleton<StreamedRelease>()
        .AddSingleton<WholeRelease>()
        .AddSingleton<InstanceDeidentifier>()
        .AddSingleton<ReceiptChain>()
        .AddSingleton<Receipts>()
        .AddSingleton<MadeHere>()
        .AddSingleton<SealedFiles>()
        .AddSingleton<SiteDeviceRules>()
        .AddSingleton<SitePolicies>()
        .AddSingleton<Quarantine.Quarantine>()
        .AddSingleton<SiteErasure>()
        .AddScoped<QuarantineSweep>()
        .AddHostedService<MigrateVaultAtStart>()
        .AddPeriodicWork("quarantine sweep", TimeSpan.FromMinutes(10), (scope, stop) => scope.GetRequiredService<QuarantineSweep>().RunAsync(stop));

    public static IEndpointRouteBuilder MapDeidentify(this IEndpointRouteBuilder routes)
    {
        routes.MapReceipts();
        routes.MapVault();
        routes.MapVaultSites();
        return routes;
    }
}
