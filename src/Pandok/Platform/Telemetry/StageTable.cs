using System.Diagnostics.Metrics;
using System.Globalization;

namespace Pandok.Platform.Telemetry;

/// <summary>Adds up what <see cref="Stages"/> says and writes it to a file each second: a line for each stage with its name, how often it was passed and the milliseconds it took in all.</summary>
internal sealed class StageTable(PandokOptions options, TimeProvider time) : BackgroundService
{
    private readonly Dictionary<string, (long Count, double Sum)> sums = [];
    private readonly Lock gate = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.StageTable is not { } file) return;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Stages.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, milliseconds, tags, _) => Add((string)tags[0].Value!, milliseconds));
        listener.Start();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await File.WriteAllLinesAsync(file + ".new", Lines(), stoppingToken);
            File.Move(file + ".new", file, overwrite: true);
        }
    }

    private void Add(string stage, double milliseconds)
    {
        lock (gate)
        {
            var (count, sum) = sums.GetValueOrDefault(stage);
            sums[stage] = (count + 1, sum + milliseconds);
        }
    }

    private List<string> Lines()
    {
        lock (gate) return [.. sums.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Key} {stage.Value.Count} {stage.Value.Sum:F3}"))];
    }
}
