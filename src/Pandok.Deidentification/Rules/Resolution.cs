namespace Pandok.Deidentification.Rules;

/// <summary>PS3.15 E.1.1: the result must stay a valid object, so the Type of the attribute decides what an action means (design, section 6).</summary>
internal sealed class Resolution
{
    // By the order of AttributeType: not in the IOD, Type 3, Type 2, Type 1.
    private static readonly Dictionary<BasicAction, Effect[]> Rows = new()
    {
        [BasicAction.X] = [Effect.Remove, Effect.Remove, Effect.Empty, Effect.Dummy],
        [BasicAction.Z] = [Effect.Remove, Effect.Empty, Effect.Empty, Effect.Dummy],
        [BasicAction.D] = [Effect.Dummy, Effect.Dummy, Effect.Dummy, Effect.Dummy],
        [BasicAction.XZ] = [Effect.Remove, Effect.Remove, Effect.Empty, Effect.Dummy],
        [BasicAction.XD] = [Effect.Remove, Effect.Remove, Effect.Empty, Effect.Dummy],
        [BasicAction.ZD] = [Effect.Empty, Effect.Empty, Effect.Dummy, Effect.Dummy],
        [BasicAction.XZD] = [Effect.Remove, Effect.Remove, Effect.Empty, Effect.Dummy],
        [BasicAction.XZU] = [Effect.Remove, Effect.Remove, Effect.Empty, Effect.Keep],
        [BasicAction.U] = [Effect.MapUid, Effect.MapUid, Effect.MapUid, Effect.MapUid],
        [BasicAction.K] = [Effect.Keep, Effect.Keep, Effect.Keep, Effect.Keep],
        // What cleaning means follows from the VR and the option, not from the Type.
        [BasicAction.C] = [Effect.Keep, Effect.Keep, Effect.Keep, Effect.Keep],
    };

    private readonly Effect[] cells;

    private Resolution(Effect[] cells) => this.cells = cells;

    /// <summary>The table of the design.</summary>
    public static Resolution Standard { get; } = new([.. Enum.GetValues<BasicAction>().SelectMany(action => Rows[action])]);

    /// <summary>The effect of an action on an attribute of a Type.</summary>
    public Effect Resolve(BasicAction action, AttributeType type) => cells[(int)action * 4 + (int)type];

    /// <summary>The same table with one other cell, to test whether anyone would notice.</summary>
    public Resolution With(BasicAction action, AttributeType type, Effect effect)
    {
        var changed = cells.ToArray();
        changed[(int)action * 4 + (int)type] = effect;
        return new Resolution(changed);
    }
}
