using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects;

/// <summary>A coded concept: value, coding scheme and meaning (PS3.3 section 8). Two are the same concept if <see cref="IsSame"/>; meanings are for people and may differ.</summary>
/// <param name="Value">Such as 39607008.</param>
/// <param name="Scheme">Such as SCT, DCM, UCUM (PS3.16 section 8).</param>
/// <param name="Meaning">Such as Lung.</param>
public sealed record Code(string Value, string Scheme, string Meaning)
{
    // SNOMED CT codes that older objects write in the retired SRT scheme (PS3.16 section 8.1); only concept names that reading needs.
    private static readonly Dictionary<string, string> Retired = new(StringComparer.Ordinal)
    {
        ["G-C0E3"] = "363698007", ["G-C171"] = "272741003", ["G-C036"] = "370129005", ["G-D705"] = "118565006", ["R-00339"] = "373068000",
        ["M-54000"] = "49755003", ["G-A100"] = "24028007", ["G-A101"] = "7771000", ["T-D000A"] = "91723000", ["T-28000"] = "39607008", ["G-A22A"] = "410668003",
    };

    /// <summary>True if value and scheme name the same concept; SRT and SCT spellings of the concept names that reading needs are the same.</summary>
    public bool IsSame(Code? other) => other is not null && Current == other.Current;

    private (string, string) Current => Scheme is "SRT" or "SNM3" or "99SDM" && Retired.TryGetValue(Value, out var current) ? (current, "SCT") : (Value, Scheme);

    /// <summary>The item of a code sequence. Values above 16 characters go to Long Code Value, those that are URNs to URN Code Value (PS3.3 Table 8.8-1).</summary>
    internal DataSet ToItem()
    {
        var item = new DataSet();
        var isUrn = Value.StartsWith("urn:", StringComparison.Ordinal) || Value.Contains("://", StringComparison.Ordinal);
        item.Put(isUrn ? "URNCodeValue" : Value.Length > 16 ? "LongCodeValue" : "CodeValue", Value);
        if (!isUrn || Scheme.Length > 0) item.Put("CodingSchemeDesignator", Scheme);
        return item.Put("CodeMeaning", Meaning);
    }

    /// <summary>The code of an item; null if it has no value.</summary>
    internal static Code? From(DataSet? item)
    {
        if (item is null) return null;
        var value = item.Text("CodeValue") ?? item.Text("LongCodeValue") ?? item.Text("URNCodeValue");
        return value is null ? null : new Code(value, item.Text("CodingSchemeDesignator") ?? string.Empty, item.Text("CodeMeaning") ?? string.Empty);
    }

    internal static IReadOnlyList<Code> From(IEnumerable<DataSet> items) => [.. items.Select(item => From(item)).OfType<Code>()];
}
