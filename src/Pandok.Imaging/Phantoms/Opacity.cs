namespace Pandok.Imaging.Phantoms;

/// <summary>Places opacities where pneumonia likes to be: at the edge of the lungs, more at the back and below.</summary>
internal static class Opacity
{
    private const short GroundGlass = -600;
    private const short Consolidated = 20;

    internal static List<PhantomOpacity> Place(PhantomGrid grid, NoiseTile noise, PhantomRandom chance, int wanted)
    {
        var placed = new List<PhantomOpacity>();
        var millilitres = grid.Pixel * grid.Pixel * grid.Step / 1000;
        for (var attempt = 0; attempt < wanted * 40 && placed.Count < wanted; attempt++)
        {
            if (FindPlace(grid, chance, placed) is not { } centre)
                continue;
            var label = (byte)(placed.Count + 1);
            var kind = placed.Count % 3 == 1 ? OpacityKind.Consolidation : OpacityKind.GroundGlass;
            var lung = grid.Lungs[grid.IndexOf(centre)];
            var size = kind == OpacityKind.GroundGlass ? chance.Between(19, 32) : chance.Between(14, 23);
            var radii = new Vector3d(size * chance.Between(0.7, 1.1), size * chance.Between(0.7, 1.2), size * chance.Between(0.7, 1.2));
            var voxels = Paint(grid, noise, centre, radii, kind, label, lung);
            if (voxels > 0)
                placed.Add(new PhantomOpacity(label, kind, lung, centre, voxels, voxels * millilitres));
        }

        return placed;
    }

    private static long Paint(PhantomGrid grid, NoiseTile noise, Vector3d centre, Vector3d radii, OpacityKind kind, byte label, byte lung)
    {
        var (target, edge) = kind == OpacityKind.GroundGlass ? (GroundGlass, 6.0) : (Consolidated, 3.0);
        var mean = (radii.X + radii.Y + radii.Z) / 3;
        var (z0, z1) = grid.SliceRange(centre.Z - radii.Z * 1.8, centre.Z + radii.Z * 1.8);
        var (y0, y1) = grid.RowRange(centre.Y - radii.Y * 1.8, centre.Y + radii.Y * 1.8);
        var (x0, x1) = grid.ColumnRange(centre.X - radii.X * 1.8, centre.X + radii.X * 1.8);
        long voxels = 0;
        for (var z = z0; z <= z1; z++)
        {
            for (var y = y0; y <= y1; y++)
            {
                for (var x = x0; x <= x1; x++)
                {
                    var index = (z * grid.Rows + y) * grid.Columns + x;
                    if (grid.Lungs[index] != lung || grid.Opacities[index] != 0)
                        continue;
                    double px = grid.X(x), py = grid.Y(y), pz = grid.Z(z);
                    double u = (px - centre.X) / radii.X, v = (py - centre.Y) / radii.Y, w = (pz - centre.Z) / radii.Z;
                    var r = Math.Sqrt(u * u + v * v + w * w);
                    if (r > 1.8)
                        continue;
                    r += 0.42 * noise.Smooth(px / 13, py / 13, pz / 13) + 0.26 * noise.Smooth(px / 5.5, py / 5.5, pz / 5.5);
                    var coverage = Math.Clamp((1 - r) * mean / edge + 0.5, 0, 1);
                    if (coverage <= 0)
                        continue;
                    coverage = coverage * coverage * (3 - 2 * coverage);
                    // Denser things, the vessels, stay visible inside.
                    var dense = target + 45 * noise.Smooth(px / 4, py / 4, pz / 6) * (kind == OpacityKind.GroundGlass ? 1 : 0.3);
                    if (grid.Hu[index] < dense)
                        grid.Hu[index] = (short)(grid.Hu[index] + (dense - grid.Hu[index]) * coverage);
                    if (coverage < 0.5)
                        continue;
                    grid.Opacities[index] = label;
                    voxels++;
                }
            }
        }

        return voxels;
    }

    private static Vector3d? FindPlace(PhantomGrid grid, PhantomRandom chance, List<PhantomOpacity> placed)
    {
        for (var attempt = 0; attempt < 2000; attempt++)
        {
            var centre = new Vector3d(chance.Between(-130, 130), chance.Between(-70, 85), chance.Between(20, 250));
            if (LungAt(grid, centre) == 0 || chance.Unit() > Liking(centre))
                continue;
            // Outwards by 20 mm the lung has ended: the place is at its edge.
            var outwards = centre + new Vector3d(centre.X, centre.Y, 0) * (20 / Math.Max(1, Math.Sqrt(centre.X * centre.X + centre.Y * centre.Y)));
            if (LungAt(grid, outwards) == 0 && placed.TrueForAll(other => (other.Centre - centre).Length > 45))
                return centre;
        }

        return null;
    }

    private static double Liking(Vector3d p) => (p.Y > 10 ? 1 : 0.3) * (p.Z < 150 ? 1 : 0.45);

    private static byte LungAt(PhantomGrid grid, Vector3d p) => grid.IndexOf(p) is var index and >= 0 ? grid.Lungs[index] : (byte)0;
}
