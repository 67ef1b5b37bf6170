using Pandok.Dicom.Data;

namespace Pandok.Dicom.Standard.Iods;

/// <summary>A place in a module: its root, or an attribute at its nesting, with what the module asks there and the attributes below.</summary>
internal sealed class IodNode(string module)
{
    private readonly Dictionary<uint, IodNode> children = [];
    private readonly List<(IodNode Macro, uint[] Relaxed)> macros = [];

    public string Module { get; } = module;

    public string Keyword { get; private set; } = string.Empty;

    /// <summary>1, 1C, 2, 2C, 3; empty if the table gives none.</summary>
    public string Type { get; private set; } = string.Empty;

    public IodCondition? Condition { get; private set; }

    /// <summary>True if the attribute may stand there only when the condition is met.</summary>
    public bool IsForbiddenOtherwise { get; private set; }

    /// <summary>Number of items, such as 1 or 1-n; empty if not given.</summary>
    public string Items { get; private set; } = string.Empty;

    public IReadOnlyList<IodValues> Values { get; private set; } = [];

    /// <summary>Any other attribute may stand here.</summary>
    public bool AllowsOthers { get; set; }

    /// <summary>Functional group macros of the IOD belong here.</summary>
    public bool HoldsFunctionalGroups { get; set; }

    public IEnumerable<KeyValuePair<uint, IodNode>> Own => children;

    /// <summary>The attributes directly below, those of macros included.</summary>
    public IEnumerable<KeyValuePair<uint, IodNode>> Children => macros.Count == 0 ? children : children.Concat(macros.SelectMany(macro => macro.Macro.Children.Where(child => !macro.Relaxed.Contains(child.Key))));

    public IodNode? Find(Tag tag)
    {
        if (children.TryGetValue(tag.Value, out var child)) return child;
        foreach (var (macro, _) in macros)
        {
            if (macro.Find(tag) is { } found) return found;
        }
        return null;
    }

    public IodNode Below(uint tag)
    {
        if (!children.TryGetValue(tag, out var child)) children[tag] = child = new IodNode(Module);
        return child;
    }

    public void Include(IodNode macro, uint[] relaxed)
    {
        if (macro != this && !macros.Exists(known => known.Macro == macro)) macros.Add((macro, relaxed));
    }

    // The same path twice in a module stands for alternatives (the value type macros of SR): the weaker one is what can be asked.
    public void Require(string keyword, string type, string condition, string otherwise, string items, string values)
    {
        var isFirst = Keyword.Length == 0;
        Keyword = keyword;
        if (isFirst || Strength(type) < Strength(Type))
        {
            Type = type;
            Condition = type.EndsWith('C') ? IodCondition.Parse(condition) : null;
            IsForbiddenOtherwise = otherwise == "X";
        }
        if (isFirst) Items = items;
        else if (Items != items) Items = string.Empty;
        Values = [.. Values, .. IodValues.Parse(values)];
    }

    private static int Strength(string type) => type switch { "1" => 5, "2" => 4, "1C" => 3, "2C" => 2, "3" => 1, _ => 0 };
}
