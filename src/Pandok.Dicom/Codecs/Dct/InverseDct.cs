namespace Pandok.Dicom.Codecs.Dct;

/// <summary>
/// The inverse DCT of 8 x 8 (T.81 A.3.3) in double precision, rows then columns: the exact transform but for rounding at the end. Integer transforms of other decoders
/// differ from it by one grey level at most places where they differ at all (ISO/IEC 10918-2 asks for no more).
/// </summary>
internal static class InverseDct
{
    private static readonly double[] Basis = MakeBasis();

    /// <param name="coefficients">64 dequantized coefficients, row by row.</param>
    /// <param name="samples">64 samples before the level shift, row by row.</param>
    public static void Transform(ReadOnlySpan<double> coefficients, Span<double> samples)
    {
        Span<double> half = stackalloc double[64];
        for (var v = 0; v < 8; v++)
        {
            var row = coefficients.Slice(v * 8, 8);
            for (var x = 0; x < 8; x++)
            {
                var sum = 0.0;
                for (var u = 0; u < 8; u++) sum += row[u] * Basis[x * 8 + u];
                half[v * 8 + x] = sum;
            }
        }
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 8; x++)
            {
                var sum = 0.0;
                for (var v = 0; v < 8; v++) sum += half[v * 8 + x] * Basis[y * 8 + v];
                samples[y * 8 + x] = sum;
            }
        }
    }

    private static double[] MakeBasis()
    {
        var basis = new double[64];
        for (var x = 0; x < 8; x++)
            for (var u = 0; u < 8; u++)
                basis[x * 8 + u] = (u == 0 ? Math.Sqrt(0.125) : 0.5) * Math.Cos((2 * x + 1) * u * Math.PI / 16);
        return basis;
    }
}
