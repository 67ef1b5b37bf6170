namespace Pandok.Planted;

/// <summary>A bitmap font of 5 x 7 dots, drawn for this corpus, to burn text into pixels at any size.</summary>
internal static class Letters
{
    private static readonly Dictionary<char, string> Dots = new()
    {
        ['A'] = "0E11111F111111", ['B'] = "1E11111E11111E", ['C'] = "0E11101010110E", ['D'] = "1E11111111111E", ['E'] = "1F10101E10101F", ['F'] = "1F10101E101010", ['G'] = "0E11101711110F",
        ['H'] = "1111111F111111", ['I'] = "0E04040404040E", ['J'] = "0702020202120C", ['K'] = "11121418141211", ['L'] = "1010101010101F", ['M'] = "111B1515111111", ['N'] = "11191513111111",
        ['O'] = "0E11111111110E", ['P'] = "1E11111E101010", ['Q'] = "0E11111115120D", ['R'] = "1E11111E141211", ['S'] = "0F10100E01011E", ['T'] = "1F040404040404", ['U'] = "1111111111110E",
        ['V'] = "11111111110A04", ['W'] = "1111111515150A", ['X'] = "11110A040A1111", ['Y'] = "1111110A040404", ['Z'] = "1F01020408101F", ['0'] = "0E11131519110E", ['1'] = "040C040404040E",
        ['2'] = "0E11010204081F", ['3'] = "1F02040201110E", ['4'] = "02060A121F0202", ['5'] = "1F101E0101110E", ['6'] = "0608101E11110E", ['7'] = "1F010204080808", ['8'] = "0E11110E11110E",
        ['9'] = "0E11110F01020C", ['-'] = "0000001F000000", [' '] = "00000000000000",
    };

    /// <summary>The dots of a text in pixels, and its size.</summary>
    public static (List<(int X, int Y)> Ink, int Width, int Height) Draw(string text, int scale)
    {
        var ink = new List<(int, int)>();
        for (var i = 0; i < text.Length; i++)
        {
            var rows = Convert.FromHexString(Dots[char.ToUpperInvariant(text[i])]);
            for (var y = 0; y < 7 * scale; y++)
            {
                for (var x = 0; x < 5 * scale; x++)
                {
                    if ((rows[y / scale] >> (4 - x / scale) & 1) != 0) ink.Add((i * 6 * scale + x, y));
                }
            }
        }
        return (ink, text.Length * 6 * scale - scale, 7 * scale);
    }
}
