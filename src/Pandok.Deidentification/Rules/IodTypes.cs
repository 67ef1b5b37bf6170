using System.Collections.Concurrent;
using System.Globalization;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>
/// The Types of every SOP class (PS3.3): SOP class to IOD, IOD to modules and functional group macros, those to attributes at their nesting.
/// Optional modules count as present: the stricter reading for what the object holds. An IOD is built on first use and kept.
/// </summary>
internal static class IodTypes
{
    private const uint SharedGroups = 0x52009229;
    private const uint PerFrameGroups = 0x52009230;
    private static readonly string[] Common = ["patient", "general-study", "patient-study", "general-series", "frame-of-reference", "general-equipment", "general-image", "sop-common"];
    private static readonly Lazy<Tables> Loaded = new(Load);
    private static readonly ConcurrentDictionary<string, TypeNode> Roots = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, TypeNode> Macros = new(StringComparer.Ordinal);

    /// <summary>The root of a SOP class; a registered class without an IOD row gets the modules that all images share.</summary>
    public static TypeNode Of(string sopClass) => Roots.GetOrAdd(Loaded.Value.Classes.GetValueOrDefault(sopClass, string.Empty), Build);

    private static TypeNode Build(string iod)
    {
        var root = new TypeNode();
        var tables = Loaded.Value;
        if (!tables.Iods.TryGetValue(iod, out var members))
        {
            foreach (var module in Common) Insert(root, module, null);
            return root;
        }
        var groups = new TypeNode();
        foreach (var (module, _) in members.Where(member => member.IsMacro)) Insert(groups, module, null);
        foreach (var (module, _) in members.Where(member => !member.IsMacro)) Insert(root, module, groups);
        if (members.Any(member => member.IsMacro))
        {
            root.Below(SharedGroups).Include(groups);
            root.Below(PerFrameGroups).Include(groups);
        }
        return root;
    }

    private static void Insert(TypeNode root, string module, TypeNode? groups)
    {
        foreach (var row in Loaded.Value.Attributes.GetValueOrDefault(module, []))
        {
            var node = root;
            var isAttribute = true;
            foreach (var step in row[1].Split('>'))
            {
                if (step.StartsWith('@'))
                {
                    isAttribute = false;
                    if (step == "@functional-group-macros") { if (groups is not null) node.Include(groups); }
                    else if (step != "@other") node.Include(Macro(step[1..]));
                    break;
                }
                if (!uint.TryParse(step, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var tag)) { isAttribute = false; break; }
                node = node.Below(tag);
            }
            if (isAttribute) node.Require(row[3], row[4], row[5], row[7]);
        }
    }

    // A macro may include itself below (document relationship): it is known before it is filled.
    private static TypeNode Macro(string name)
    {
        if (Macros.TryGetValue(name, out var known)) return known;
        lock (Macros)
        {
            if (Building.TryGetValue(name, out var open)) return open;
            var macro = Building[name] = new TypeNode();
            Insert(macro, name, null);
            Macros[name] = macro;
            return macro;
        }
    }

    private static Dictionary<string, TypeNode> Building { get; } = new(StringComparer.Ordinal);

    private static Tables Load()
    {
        var assembly = typeof(IodTypes).Assembly;
        return new Tables(
            Csv.Rows(assembly, Embedded.ClassTable).ToDictionary(row => row[0], row => row[2], StringComparer.Ordinal),
            Csv.Rows(assembly, Embedded.IodTable).GroupBy(row => row[0], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Select(row => (row[3], row[2] == "fgmacro")).ToArray(), StringComparer.Ordinal),
            Csv.Rows(assembly, Embedded.AttributeTable).GroupBy(row => row[0], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal));
    }

    private sealed record Tables(Dictionary<string, string> Classes, Dictionary<string, (string Module, bool IsMacro)[]> Iods, Dictionary<string, string[][]> Attributes);
}
