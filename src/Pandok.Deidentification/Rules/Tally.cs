using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>Counts per action, findings per place, and the place itself while the cleaner walks. Ten thousand frames give one finding per tag path.</summary>
internal sealed class Tally
{
    private readonly int[] counts = new int[Names.Length];
    private readonly List<Finding> findings = [];
    private readonly HashSet<Finding> seen = [];
    private readonly List<Tag> path = [];

    // By the order of Deed.
    private static readonly string[] Names = ["remove", "empty", "dummy", "uid", "date", "pseudonym", "clean", "keep"];

    public IReadOnlyList<Finding> Findings => findings;

    public IReadOnlyDictionary<string, int> Actions => Names.Select((name, index) => (name, counts[index])).ToDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>The options that decided about something in this object.</summary>
    public Options Used { get; private set; }

    /// <summary>Notes that an option was carried out here.</summary>
    public void Use(Options option) => Used |= option;

    public void Count(Deed deed) => counts[(int)deed]++;

    public void Enter(Tag tag) => path.Add(tag);

    public void Leave() => path.RemoveAt(path.Count - 1);

    public void Find(FindingCode code)
    {
        if (findings.Count >= 1000) return;
        var at = new StringBuilder(11 * path.Count);
        foreach (var tag in path) at.Append(tag.ToString());
        Add(new Finding(code, at.ToString()));
    }

    /// <summary>A finding of another part of the module.</summary>
    public void Add(Finding finding)
    {
        if (seen.Add(finding)) findings.Add(finding);
    }
}
