namespace Pandok.Deidentification.Rules;

/// <summary>PS3.15 E.1.1: the result must stay a valid object, so the Type of the attribute decides what a compound action means.</summary>
internal static class Resolution
{
    /// <summary>The effect of an action on an attribute of a Type.</summary>
    public static Effect Resolve(BasicAction action, AttributeType type) => action switch
    {
        BasicAction.K => Effect.Keep,
        BasicAction.C => Effect.Clean,
        BasicAction.U => Effect.MapUid,
        BasicAction.D => Effect.Dummy,
        _ => (action, type) switch
        {
            (BasicAction.XZU, AttributeType.One) => Effect.Keep,
            (_, AttributeType.One) => Effect.Dummy,
            (BasicAction.ZD, AttributeType.Two) => Effect.Dummy,
            (_, AttributeType.Two) => Effect.Empty,
            (BasicAction.Z, AttributeType.Three) => Effect.Empty,
            (BasicAction.ZD, _) => Effect.Empty,
            _ => Effect.Remove,
        },
    };
}
