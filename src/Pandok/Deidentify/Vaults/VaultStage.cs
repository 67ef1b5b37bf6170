namespace Pandok.Deidentify.Vaults;

internal static class VaultStage
{
    public static IServiceCollection AddVault(this IServiceCollection services) => services
        .AddSingleton<VaultFactory>()
        .AddSingleton<VaultKeyring>()
        .AddSingleton<VaultAudit>()
        .AddSingleton(provider => new ResolveBudget(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<Vault>();

    /// <summary>Brings the vault's tables up to date; before the first instance is taken in.</summary>
    public static Task MigrateVaultAsync(this IServiceProvider services, CancellationToken stop) => services.GetRequiredService<VaultFactory>().MigrateAsync(stop);
}
