namespace Pandok.Deidentification.Verify;

/// <summary>What the verifier saw in one written object.</summary>
/// <param name="Findings">Each place once; never a value. A <see cref="FindingCode.Reference"/> blocks nothing, every other does.</param>
/// <param name="PixelSha256">SHA-256 of the bytes of Pixel Data, lower-case hexadecimal; null if there are none, or the input's were not told.</param>
public sealed record VerifierReport(IReadOnlyList<Finding> Findings, string? PixelSha256)
{
    private static readonly (string Check, FindingCode[] Codes)[] ByCheck =
    [
        ("a", [FindingCode.IdentityLeft, FindingCode.UidLeft]), ("b", [FindingCode.PatternLeft]), ("c", [FindingCode.ClassLeft]), ("d", [FindingCode.Iod, FindingCode.Structure]),
        ("e", [FindingCode.Meta]), ("f", [FindingCode.Reference]), ("g", [FindingCode.PixelsChanged]), ("h", [FindingCode.Study]),
    ];

    /// <summary>True if nothing blocks the release.</summary>
    public bool Passed => Findings.All(finding => finding.Code == FindingCode.Reference);

    /// <summary>The checks of section 14 by letter: "ok", or how many findings there are.</summary>
    public IReadOnlyDictionary<string, string> Checks => ByCheck.ToDictionary(row => row.Check, row => Findings.Count(finding => row.Codes.Contains(finding.Code)) is > 0 and var count
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count}") : "ok", StringComparer.Ordinal);
}
