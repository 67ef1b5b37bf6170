namespace Pandok.Platform.Jobs;

/// <summary>Does a piece of work again and again, each time in a scope of its own; at once again while there is more of it. A fault is logged, never the end.</summary>
internal sealed class PeriodicWorker(string name, TimeSpan every, Func<IServiceProvider, CancellationToken, Task<bool>> work, IServiceProvider services) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var log = services.GetRequiredService<ILogger<PeriodicWorker>>();
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                await using var scope = services.CreateAsyncScope();
                more = await work(scope.ServiceProvider, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.RoundFailed(name, fault.GetType().Name);
            }
            if (!more)
                await Task.Delay(every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
