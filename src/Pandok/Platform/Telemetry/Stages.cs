using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Pandok.Platform.Telemetry;

/// <summary>How long each stage of taking an instance in takes. Costs next to nothing while nobody listens to the meter.</summary>
internal static class Stages
{
    public const string MeterName = "Pandok.Receive";
    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<double> Times = Meter.CreateHistogram<double>("pandok.receive.stage", "ms", "Time of one stage of one instance");

    /// <summary>Measured from here until it is disposed.</summary>
    public static Running Begin(string stage) => new(stage, Times.Enabled ? Stopwatch.GetTimestamp() : 0);

    internal readonly struct Running(string stage, long start) : IDisposable
    {
        public void Dispose()
        {
            if (start != 0) Times.Record(Stopwatch.GetElapsedTime(start).TotalMilliseconds, new KeyValuePair<string, object?>("stage", stage));
        }
    }
}
