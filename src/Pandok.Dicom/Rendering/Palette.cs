using Pandok.Dicom.Data;

namespace Pandok.Dicom.Rendering;

/// <summary>PALETTE COLOR (PS3.3 C.7.6.3.1.5 and C.7.9): three tables from a stored value to red, green and blue.</summary>
internal sealed class Palette
{
    private readonly LookupTable[] tables;

    private Palette(LookupTable[] tables) => this.tables = tables;

    /// <summary>The palette of a data set.</summary>
    /// <returns>Null if one of the three tables is absent or damaged.</returns>
    public static Palette? Read(DataSet set, bool signed)
    {
        var tables = new LookupTable[3];
        for (var i = 0; i < 3; i++)
        {
            var descriptor = new Tag((uint)(0x00281101 + i));
            var table = LookupTable.Read(set, descriptor, new Tag((uint)(0x00281201 + i)), signed)
                ?? LookupTable.ReadSegmented(set, descriptor, new Tag((uint)(0x00281221 + i)), signed);
            if (table is null) return null;
            tables[i] = table;
        }
        return new Palette(tables);
    }

    /// <summary>The colour of a stored value: R, G, B in the lowest 24 bits.</summary>
    public int Colour(double stored)
    {
        var colour = 0;
        foreach (var table in tables) colour = colour << 8 | Eight(table[stored], table.Highest);
        return colour;
    }

    private static int Eight(int value, int highest) => highest == 255 ? value : highest == 65535 ? value >> 8 : (int)Math.Round(value * 255.0 / highest);
}
