using Pandok.Deidentify.Vaults;

namespace Pandok.Deidentify;

/// <summary>Brings the vault's tables up to date, and takes away half written originals, before any other part of the server starts.</summary>
internal sealed class MigrateVaultAtStart(VaultFactory vaults, Quarantine.SealedFiles files) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        files.SweepPartial();
        return vaults.MigrateAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
