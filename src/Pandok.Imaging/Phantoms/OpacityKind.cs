namespace Pandok.Imaging.Phantoms;

/// <summary>What a phantom's opacity is made of.</summary>
public enum OpacityKind
{
    /// <summary>Hazy, about -600 HU; vessels stay visible in it.</summary>
    GroundGlass,

    /// <summary>Dense, about +20 HU; only air in bronchi stays visible in it.</summary>
    Consolidation,
}
