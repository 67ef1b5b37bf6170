namespace Pandok.Deidentify.Vaults;

internal static class VaultStage
{
    public static IServiceCollection AddVault(this IServiceCollection services) => services
        .AddSingleton<VaultFactory>()
        .AddSingleton<VaultKeyring>()
        .AddSingleton<VaultAudit>()
        .AddSingleton(provider => new ResolveBudget(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<Vault>()
        .AddSingleton<VaultBoxes>()
        .AddSingleton<SealedOrders>()
        .AddSingleton<SealedTerms>()
        .AddSingleton<VaultKeys>()
        .AddSingleton<VaultMerges>()
        .AddSingleton<BulkResolve>();
}
