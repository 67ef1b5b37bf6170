using System.Collections.Concurrent;
using System.Globalization;

namespace Pandok.Dicom.Standard.Iods;

/// <summary>A module or functional group macro in an IOD.</summary>
/// <param name="Name">As printed in PS3.3.</param>
/// <param name="Section">Its section of PS3.3.</param>
/// <param name="Usage">M, C or U.</param>
/// <param name="Condition">Of usage C, if it is formal.</param>
/// <param name="Root">Its attributes.</param>
internal sealed record IodPart(string Name, string Section, char Usage, IodCondition? Condition, IodNode Root);

/// <summary>
/// An information object definition (PS3.3 annex A), read from the embedded tables: SOP class to IOD (2026b), IOD to modules and macros (2026b, 2025e), those to
/// attributes (2025e). Built on first use and kept.
/// </summary>
internal sealed class Iod
{
    private static readonly Lazy<Tables> Loaded = new(Load);
    private static readonly ConcurrentDictionary<string, Iod> Built = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, IodNode> Modules = new(StringComparer.Ordinal);
    private static readonly Lock Building = new();

    private Iod(string key)
    {
        Key = key;
        var rows = Loaded.Value.Iods[key];
        Parts = [.. rows.Where(row => row[2] == "module").Select(Part)];
        FunctionalGroups = [.. rows.Where(row => row[2] == "fgmacro").Select(Part)];
    }

    /// <summary>Such as ct-image.</summary>
    public string Key { get; }

    public IReadOnlyList<IodPart> Parts { get; }

    public IReadOnlyList<IodPart> FunctionalGroups { get; }

    /// <returns>Null if the tables have no IOD for the class.</returns>
    public static Iod? Of(string sopClass) => Loaded.Value.Classes.TryGetValue(sopClass, out var key) && Loaded.Value.Iods.ContainsKey(key) ? Built.GetOrAdd(key, static name => new Iod(name)) : null;

    private static IodPart Part(string[] row)
    {
        var (name, section) = Loaded.Value.Names.GetValueOrDefault(row[3], (row[3], string.Empty));
        return new IodPart(name, section, row[4].Length > 0 ? row[4][0] : 'U', IodCondition.Parse(row[5]), Module(row[3]));
    }

    // A macro may include itself below (document relationship): it is known before it is filled.
    private static IodNode Module(string key)
    {
        lock (Building)
        {
            if (Modules.TryGetValue(key, out var known)) return known;
            var name = Loaded.Value.Names.GetValueOrDefault(key, (key, string.Empty)).Item1;
            var root = Modules[key] = new IodNode(name);
            foreach (var row in Loaded.Value.Attributes.GetValueOrDefault(key, [])) Insert(root, row);
            return root;
        }
    }

    private static void Insert(IodNode root, string[] row)
    {
        var node = root;
        foreach (var step in row[1].Split('>'))
        {
            if (step is "*" or "@other") { node.AllowsOthers = true; return; }
            if (step == "@functional-group-macros") { node.HoldsFunctionalGroups = true; return; }
            if (step.StartsWith('@')) { node.Include(Module(step[1..]), Relaxed(row[7])); return; }
            // 60xx stands for each overlay group (PS3.5 section 7.6); the first one is the pattern.
            if (!uint.TryParse(step.Replace("xx", "00", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var tag)) return;
            node = node.Below(tag);
        }
        node.Require(row[2], row[3], row[4], row[5], row[6], row[7]);
    }

    // "override 00080104=3": an attribute of the macro is optional here.
    private static uint[] Relaxed(string values) => values.StartsWith("override ", StringComparison.Ordinal) && values.EndsWith("=3", StringComparison.Ordinal)
        ? [uint.Parse(values.AsSpan(9, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)]
        : [];

    private static Tables Load()
    {
        var assembly = typeof(Iod).Assembly;
        return new Tables(
            Csv.Rows(assembly, "sop-class-iods.csv").ToDictionary(row => row[0], row => row[2], StringComparer.Ordinal),
            Group(Csv.Rows(assembly, "iods.csv")),
            Group(Csv.Rows(assembly, "module-attributes.csv")),
            Csv.Rows(assembly, "modules.csv").ToDictionary(row => row[0], row => (row[1], row[3]), StringComparer.Ordinal));
    }

    private static Dictionary<string, string[][]> Group(IEnumerable<string[]> rows) => rows.GroupBy(row => row[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private sealed record Tables(Dictionary<string, string> Classes, Dictionary<string, string[][]> Iods, Dictionary<string, string[][]> Attributes, Dictionary<string, (string Name, string Section)> Names);
}
