using System.Globalization;
using System.Text;

namespace Pandok.Bench;

/// <summary>The times of the stages of receiving, as a node with <c>--stage-table</c> writes them: added up since its start.</summary>
internal sealed class StageTimes(IReadOnlyDictionary<string, (long Count, double Sum)> sums)
{
    private static readonly (string Stage, string Means)[] Stages =
    [
        ("header", "socket read and parse up to Pixel Data"),
        ("clean", "de-identify, verify, vault"),
        ("write", "socket read, hash and write to the file"),
        ("turn", "wait for the turn at the database"),
        ("load", "rows: load"),
        ("rows", "rows: save, with the receipt"),
        ("file", "beside the rows: name, flush of the file"),
        ("folder", "beside the rows: flush of the folder"),
        ("durable", "what is left of the two flushes when the rows stand"),
        ("commit", "rows: commit"),
        ("whole", "all, of one instance"),
    ];

    public static StageTimes None { get; } = new(new Dictionary<string, (long, double)>());

    /// <summary>Waits until the node has written what came before.</summary>
    public static async Task<StageTimes> ReadAsync(string file)
    {
        await Task.Delay(2500);
        var lines = await File.ReadAllLinesAsync(file);
        return new(lines.Select(line => line.Split(' ')).ToDictionary(cells => cells[0], cells => (long.Parse(cells[1], CultureInfo.InvariantCulture), double.Parse(cells[2], CultureInfo.InvariantCulture))));
    }

    public StageTimes Since(StageTimes earlier) => new(sums.ToDictionary(stage => stage.Key, stage => earlier.Of(stage.Key) is var (count, sum) ? (stage.Value.Count - count, stage.Value.Sum - sum) : default));

    /// <summary>Milliseconds of a stage, over all instances, whether they passed it or others did for them.</summary>
    public double PerInstance(string stage) => Of(stage).Sum / Of("whole").Count;

    /// <param name="columns">Of each: its name, the stages of each round, and the seconds in which each association sent its study.</param>
    public static string Table(IReadOnlyList<(string Name, List<(StageTimes Stages, double Seconds)> Rounds)> columns, int instances)
    {
        static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"| stage, ms for each instance | {string.Join(" | ", columns.Select(column => column.Name))} |").AppendLine("|---|" + string.Concat(columns.Select(_ => "---|")));
        foreach (var (stage, means) in Stages)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {means} | {string.Join(" | ", columns.Select(column => Median(column.Rounds.Select(round => round.Stages.PerInstance(stage))).ToString("F2", CultureInfo.InvariantCulture)))} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| answer, sender, next command | {string.Join(" | ", columns.Select(column => Median(column.Rounds.Select(round => round.Seconds * 1000 / instances - round.Stages.PerInstance("whole"))).ToString("F2", CultureInfo.InvariantCulture)))} |");
        return text.ToString();
    }

    private (long Count, double Sum) Of(string stage) => sums.GetValueOrDefault(stage);
}
