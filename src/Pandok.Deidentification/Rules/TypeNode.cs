using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>A place in an IOD: the root, or an attribute at its nesting, with what the modules ask of it there and the attributes below it.</summary>
internal sealed class TypeNode
{
    private readonly SortedDictionary<uint, TypeNode> children = [];
    private readonly List<TypeNode> macros = [];
    private readonly List<Requirement> requirements = [];

    /// <summary>A defined term of the attribute, for a dummy; null if the table lists none.</summary>
    public string? Term { get; private set; }

    /// <summary>The attributes directly below, those of macros last; a recursive macro is listed by name only once.</summary>
    public IEnumerable<KeyValuePair<uint, TypeNode>> Children => macros.Count == 0 ? children : children.Concat(macros.SelectMany(macro => macro.Children));

    /// <summary>The attribute below with this tag, or null.</summary>
    public TypeNode? Find(Tag tag)
    {
        if (children.TryGetValue(tag.Value, out var child)) return child;
        foreach (var macro in macros)
        {
            if (macro.Find(tag) is { } found) return found;
        }
        return null;
    }

    /// <summary>The strictest Type that any module asks for, its condition decided in the object.</summary>
    public AttributeType TypeIn(DataSet item)
    {
        var strictest = AttributeType.Absent;
        foreach (var requirement in requirements)
        {
            var type = requirement.TypeIn(item);
            if (type > strictest) strictest = type;
        }
        return strictest;
    }

    /// <summary>True if some module asks for a value without condition.</summary>
    public bool IsAlwaysRequired => requirements.Exists(requirement => requirement is { Type: "1" });

    /// <summary>True if some module asks for presence, with or without a value, without condition.</summary>
    public bool IsAlwaysPresent => requirements.Exists(requirement => requirement is { Type: "2" });

    /// <summary>True if a formal condition that is met in the object asks for a value.</summary>
    public bool IsRequiredIn(DataSet item) => requirements.Exists(requirement => requirement is { Type: "1C", Condition: { } condition } && condition.IsMet(item));

    /// <summary>True if a condition that is not formal may ask for a value.</summary>
    public bool MayBeRequired => requirements.Exists(requirement => requirement is { Type: "1C", Condition: null });

    public TypeNode Below(uint tag)
    {
        if (!children.TryGetValue(tag, out var child)) children[tag] = child = new TypeNode();
        return child;
    }

    public void Include(TypeNode macro)
    {
        if (!macros.Contains(macro) && macro != this) macros.Add(macro);
    }

    public void Require(string type, string condition, string otherwise, string values)
    {
        requirements.Add(new Requirement(type, type.EndsWith('C') ? Condition.Parse(condition) : null, otherwise));
        if (Term is null && values.Length > 0) Term = FirstTerm(values);
    }

    private static string? FirstTerm(string values)
    {
        var start = values.IndexOf(':', StringComparison.Ordinal);
        if (start < 0) return null;
        var term = values.AsSpan(start + 1);
        var end = term.IndexOfAny("|;[");
        return (end < 0 ? term : term[..end]).Trim().ToString() is { Length: > 0 and <= 16 } text ? text : null;
    }

    private sealed record Requirement(string Type, Condition? Condition, string Otherwise)
    {
        public AttributeType TypeIn(DataSet item) => Type switch
        {
            "1" => AttributeType.One,
            "2" => AttributeType.Two,
            "1C" => Condition?.IsMet(item) ?? true ? AttributeType.One : Unmet,
            "2C" => Condition?.IsMet(item) ?? true ? AttributeType.Two : Unmet,
            _ => AttributeType.Three,
        };

        private AttributeType Unmet => Otherwise == "X" ? AttributeType.Absent : AttributeType.Three;
    }
}
