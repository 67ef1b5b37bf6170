namespace Pandok.Platform.Jobs;

internal static class PeriodicWork
{
    /// <param name="work">Answers whether there may be more to do at once.</param>
    public static IServiceCollection AddPeriodicWork(this IServiceCollection services, string name, TimeSpan every, Func<IServiceProvider, CancellationToken, Task<bool>> work) =>
        services.AddSingleton<IHostedService>(provider => new PeriodicWorker(name, every, work, provider));
}
