using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Validation;

namespace Pandok.Deidentification.Verify;

/// <summary>Section 14 (d): what the IOD and the dictionary find wrong with an object. Only what the input had not is a fault of de-identification.</summary>
internal static class ObjectFaults
{
    /// <summary>Each fault as rule and place, without the numbers of items.</summary>
    public static HashSet<(ValidationRule Rule, string Place)> Of(DicomHeader header)
    {
        var faults = new HashSet<(ValidationRule, string)>();
        foreach (var finding in ObjectValidator.Validate(header with { Meta = new DataSet() }, []).Findings)
        {
            if (finding.Severity == Severity.Error) faults.Add((finding.Rule, WithoutNumbers(finding.Path)));
        }
        return faults;
    }

    private static string WithoutNumbers(string path)
    {
        if (!path.Contains('[', StringComparison.Ordinal)) return path;
        var parts = path.Split('[');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => part[(part.IndexOf(']', StringComparison.Ordinal) + 1)..]));
    }
}
