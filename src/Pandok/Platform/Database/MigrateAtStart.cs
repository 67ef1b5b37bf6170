namespace Pandok.Platform.Database;

/// <summary>Brings the schema up to date before any other part of the server starts.</summary>
internal sealed class MigrateAtStart(DatabaseFactory factory) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => factory.MigrateAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
