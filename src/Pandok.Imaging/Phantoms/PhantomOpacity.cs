namespace Pandok.Imaging.Phantoms;

/// <summary>One opacity of the phantom, as it truly is.</summary>
/// <param name="Label">Its value in <see cref="ChestPhantom.OpacityLabels"/>, from 1.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="LungLabel"><see cref="ChestPhantom.RightLung"/> or <see cref="ChestPhantom.LeftLung"/>.</param>
/// <param name="Centre">Where it was placed, mm.</param>
/// <param name="Voxels">How many voxels bear its label: those at least half covered.</param>
/// <param name="Millilitres">Voxels times the volume of one.</param>
public sealed record PhantomOpacity(int Label, OpacityKind Kind, byte LungLabel, Vector3d Centre, long Voxels, double Millilitres);
