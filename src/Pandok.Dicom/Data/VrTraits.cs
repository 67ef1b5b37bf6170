namespace Pandok.Dicom.Data;

/// <summary>What PS3.5 section 6.2 and Table 7.1-1 say of each VR.</summary>
public static class VrTraits
{
    private static readonly Vr[] All =
    [
        Vr.AE, Vr.AS, Vr.AT, Vr.CS, Vr.DA, Vr.DS, Vr.DT, Vr.FD, Vr.FL, Vr.IS, Vr.LO, Vr.LT, Vr.OB, Vr.OD, Vr.OF, Vr.OL, Vr.OV,
        Vr.OW, Vr.PN, Vr.SH, Vr.SL, Vr.SQ, Vr.SS, Vr.ST, Vr.SV, Vr.TM, Vr.UC, Vr.UI, Vr.UL, Vr.UN, Vr.UR, Vr.US, Vr.UT, Vr.UV,
    ];

    // By letters: every element of every file asks, so one look has to do.
    private static readonly Trait[] ByLetters = Table();

    [Flags]
    private enum Trait : byte
    {
        Known = 1,
        LongLength = 2,
        Text = 4,
        CharacterSet = 8,
    }

    /// <summary>The 34 VRs, in alphabetical order.</summary>
    public static IReadOnlyList<Vr> Known => All;

    /// <summary>True for the VRs this library knows; two letters from a file may be anything.</summary>
    public static bool IsKnown(this Vr vr) => Of(vr) != 0;

    /// <summary>True if an explicit VR header has two reserved bytes and a 32-bit length (PS3.5 Table 7.1-1).</summary>
    public static bool HasLongLength(this Vr vr) => (Of(vr) & Trait.LongLength) != 0;

    /// <summary>True if the value is characters.</summary>
    public static bool IsText(this Vr vr) => (Of(vr) & Trait.Text) != 0;

    /// <summary>True if Specific Character Set (0008,0005) applies (PS3.5 section 6.1.2.3).</summary>
    public static bool UsesCharacterSet(this Vr vr) => (Of(vr) & Trait.CharacterSet) != 0;

    /// <summary>True if a backslash separates values; in LT, ST, UT and UR it is a character like others (PS3.5 section 6.4).</summary>
    public static bool IsMultiValued(this Vr vr) => vr.IsText() && vr is not (Vr.LT or Vr.ST or Vr.UT or Vr.UR);

    /// <summary>True for OB, OD, OF, OL, OV, OW and UN: one value of any length.</summary>
    public static bool IsBulk(this Vr vr) => vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.UN;

    /// <summary>Bytes of one value of a binary VR; 1 for OB, UN and text.</summary>
    public static int Width(this Vr vr) => vr switch
    {
        Vr.SS or Vr.US or Vr.OW => 2,
        Vr.AT or Vr.FL or Vr.OF or Vr.OL or Vr.SL or Vr.UL => 4,
        Vr.FD or Vr.OD or Vr.OV or Vr.SV or Vr.UV => 8,
        _ => 1,
    };

    /// <summary>Bytes that change places in big endian (PS3.5 section 7.3): as <see cref="Width"/>, but a tag (AT) is two numbers of two bytes.</summary>
    public static int SwapWidth(this Vr vr) => vr == Vr.AT ? 2 : vr.Width();

    /// <summary>The byte that makes a value even (PS3.5 section 6.2): NUL for UI and binary, space for other text.</summary>
    public static byte Padding(this Vr vr) => vr.IsText() && vr != Vr.UI ? (byte)' ' : (byte)0;

    /// <summary>The two letters as a VR; whether they are one is for <see cref="IsKnown"/> to say.</summary>
    public static Vr FromLetters(byte first, byte second) => (Vr)(first | (second << 8));

    /// <summary>Reads "OB", or the first of "OB or OW".</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Vr vr)
    {
        vr = text.Length >= 2 && text[0] <= 'Z' && text[1] <= 'Z' ? FromLetters((byte)text[0], (byte)text[1]) : default;
        return vr.IsKnown();
    }

    /// <summary>The two letters.</summary>
    public static string Letters(this Vr vr) => vr.IsKnown() ? vr.ToString() : "UN";

    private static Trait Of(Vr vr)
    {
        var (first, second) = ((byte)vr - 'A', ((ushort)vr >> 8) - 'A');
        return (uint)first < 26 && (uint)second < 26 ? ByLetters[first * 26 + second] : 0;
    }

    private static Trait[] Table()
    {
        var table = new Trait[26 * 26];
        foreach (var vr in All)
        {
            var trait = Trait.Known;
            if (vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.SQ or Vr.SV or Vr.UC or Vr.UN or Vr.UR or Vr.UT or Vr.UV) trait |= Trait.LongLength;
            if (vr is Vr.AE or Vr.AS or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.IS or Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.TM or Vr.UC or Vr.UI or Vr.UR or Vr.UT) trait |= Trait.Text;
            if (vr is Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.UC or Vr.UT) trait |= Trait.CharacterSet;
            table[((byte)vr - 'A') * 26 + ((ushort)vr >> 8) - 'A'] = trait;
        }
        return table;
    }
}
