namespace Pandok.Deidentification.Text;

/// <summary>A piece of text that must not stay.</summary>
/// <param name="Start">Index of its first UTF-16 unit.</param>
/// <param name="End">Index past its last one.</param>
/// <param name="Mark">What it is.</param>
public readonly record struct TextSpan(int Start, int End, Mark Mark)
{
    /// <summary>Sorted, overlapping ones united; the mark of the first one counts.</summary>
    internal static List<TextSpan> Unite(List<TextSpan> spans)
    {
        spans.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var united = new List<TextSpan>(spans.Count);
        foreach (var span in spans)
        {
            if (united.Count > 0 && span.Start < united[^1].End) united[^1] = united[^1] with { End = Math.Max(span.End, united[^1].End) };
            else united.Add(span);
        }
        return united;
    }
}
