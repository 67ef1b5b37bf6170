namespace Pandok.Deidentification.Pixels.Detection;

/// <summary>
/// How much a line looks like writing. A small network of one hidden layer, fitted to lines that the detector found in generated text (Korean and English, 8 to 40 pixels, both polarities) and in
/// public images without text; the numbers are its table. It sees form only, never a grey value's place, so that it is the same for every modality.
/// </summary>
internal static class LineScore
{
    private const int Features = 15;
    private const float Bias = -5.3047f;

    // One row per hidden unit: the weights of the features, then its bias.
    private static readonly float[][] Hidden =
    [
        [-2.2892f, -1.0712f, 1.4113f, -1.4314f, 2.1334f, -8.8771f, -7.0377f, 4.6338f, 9.1268f, 11.1518f, -1.2611f, 17.6836f, -3.3222f, -6.1976f, -0.2181f, 10.1179f],
        [1.3546f, -0.6027f, -2.1488f, -0.1842f, 1.2850f, 7.3692f, -5.1262f, -2.7297f, -2.3682f, 1.4289f, 1.0089f, -15.5096f, 14.2858f, -6.2854f, -0.0582f, -3.5954f],
        [-0.1916f, -0.5841f, 0.3602f, 1.8618f, 0.7030f, 3.1116f, -4.3509f, -1.9974f, 0.3240f, -1.9418f, -0.6180f, 1.8066f, -2.0742f, 4.3888f, -0.0297f, -3.0889f],
        [-1.1285f, -0.5766f, -1.1253f, -0.3335f, -0.1171f, -2.5733f, 5.0656f, 2.6781f, -3.6090f, 5.5647f, 1.5466f, 20.9985f, -10.6978f, -8.3218f, 0.4262f, 7.2614f],
        [0.2031f, 0.1061f, -0.9679f, 3.8660f, -0.2875f, -0.9042f, -4.6118f, 1.6459f, -1.7220f, -1.6129f, 0.4321f, 6.1248f, -3.3523f, -2.3312f, 0.1649f, 3.4618f],
        [0.8686f, -0.8966f, -1.9111f, 1.6294f, 0.7642f, 1.9103f, 9.0146f, -10.5743f, -2.6383f, -3.0716f, 0.6274f, 2.6286f, -7.8497f, -1.9304f, -1.9081f, 3.9804f],
        [1.1028f, -0.7034f, -1.4948f, -1.0519f, -0.2317f, -7.6922f, 21.0731f, 4.7717f, -0.9268f, -2.2333f, 5.0872f, -2.4112f, 3.0237f, -9.3273f, 0.4694f, 1.8470f],
        [-1.2847f, -1.1690f, 1.9682f, -0.3948f, 0.8492f, -0.7504f, 0.5965f, -1.7732f, 0.7709f, 4.1833f, 0.7004f, -1.9858f, -3.7847f, 4.2445f, 2.0928f, 3.1677f],
        [1.8419f, 1.3963f, -1.0583f, 0.7329f, -0.2870f, 4.3081f, 11.2546f, 1.2914f, 12.7168f, -20.5018f, -11.5607f, -7.4695f, -3.2312f, -3.1477f, -5.0961f, -3.4538f],
        [-2.3228f, -0.0879f, 0.0730f, 0.6156f, 3.1258f, 6.5627f, -5.3765f, 2.2389f, -2.1272f, 2.8178f, 3.3003f, -3.5590f, 0.8015f, -15.2167f, -0.9889f, 5.6439f],
        [1.1186f, -0.8110f, 1.4873f, -2.3588f, 0.4688f, -0.4758f, 7.6687f, 2.7989f, 7.1162f, 8.2508f, 5.5394f, -24.0093f, 2.6240f, 11.9267f, -4.2059f, -8.4682f],
        [1.5015f, -0.0562f, 0.2983f, -0.0988f, -0.3199f, 0.6942f, -2.0941f, 1.2242f, -3.7895f, -1.7187f, -0.1933f, -6.3937f, 1.3586f, 14.5877f, 0.1758f, -3.4688f],
    ];

    private static readonly float[] Outer =
    [
        -2.0924f, 2.5876f, -3.8925f, -1.8644f, 3.6272f, -2.0807f, -2.0497f, 3.7159f, 1.6761f, 2.5331f, 4.5680f, 2.1838f,
    ];

    /// <returns>Log odds: 0 is undecided, 4 is nearly sure.</returns>
    public static double Of(TextLine line)
    {
        ReadOnlySpan<double> seen =
        [
            Math.Log(line.Parts), Math.Min((double)line.Pieces / line.Parts, 4), Math.Clamp((double)line.Area.Width / line.Area.Height, -1, 3), Math.Log(line.Area.Height / 12.0),
            Math.Log(line.Contrast / 60), Math.Clamp(line.Sharpness, 0, 1.5), Math.Clamp(line.Roughness, 0, 1), Math.Clamp(line.GreySpread, 0, 0.6), Math.Clamp(line.HeightSpread, 0, 1),
            Math.Clamp(line.BaseSpread, 0, 1), Math.Clamp(line.StrokeSpread, 0, 1.5), Math.Clamp(line.Stroke, 0, 1), line.Filled, line.InkShare, Math.Clamp(line.Straightness, 0, 3) - 1,
        ];
        double score = Bias;
        for (var unit = 0; unit < Hidden.Length; unit++)
        {
            double sum = Hidden[unit][Features];
            for (var i = 0; i < Features; i++) sum += Hidden[unit][i] * seen[i];
            score += Outer[unit] * Math.Tanh(sum);
        }
        return score;
    }
}
