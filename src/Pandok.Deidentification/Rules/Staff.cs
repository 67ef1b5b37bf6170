using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Pandok.Deidentification.Mapping;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>
/// Names of staff as roles, such as Reader^4711: one number per person and study, by keyed hash, so that every instance of the study, early or late, says the same
/// and two studies do not tell that the same person worked on both.
/// </summary>
internal static class Staff
{
    /// <summary>The dummy of a person's name that is not the patient's.</summary>
    public static string Name(Keys keys, string study, Tag role, string name) => $"{Role(role)}^{Number(keys, study, name).ToString(CultureInfo.InvariantCulture)}";

    // The same person is written with and without ideographic groups, in capitals or not.
    private static uint Number(Keys keys, string study, string name)
    {
        var first = name.Split('=').FirstOrDefault(group => group.Any(char.IsLetterOrDigit)) ?? name;
        var person = string.Join('^', first.Split('^', StringSplitOptions.TrimEntries).Select(Keyed.Normalise)).TrimEnd('^').ToUpperInvariant();
        return BinaryPrimitives.ReadUInt32BigEndian(Keyed.Hash(keys.Patient, "staff", study, person)) % 99_999 + 1;
    }

    /// <summary>True for a role of an earlier pass, whose number tells no one.</summary>
    public static bool IsOurs(DataElement element)
    {
        var text = Encoding.Latin1.GetString(element.Value.Span).TrimEnd(' ');
        return text.Split('^') is [var role, { Length: > 0 and < 6 } number] && Roles.Contains(role) && number.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static readonly string[] Roles = ["Referrer", "Consultant", "Physician", "Performer", "Reader", "Operator", "Verifier", "Creator", "Interpreter", "Reviewer", "Person"];

    private static string Role(Tag tag) => tag.Value switch
    {
        0x00080090 => "Referrer",
        0x0008009C => "Consultant",
        0x00081048 or 0x00321032 => "Physician",
        0x00081050 or 0x00400006 or 0x00404037 => "Performer",
        0x00081060 or 0x4008010C => "Reader",
        0x00081070 => "Operator",
        0x0040A075 or 0x40080114 => "Verifier",
        0x00700084 => "Creator",
        0x300600A6 => "Interpreter",
        0x300E0008 => "Reviewer",
        _ => "Person",
    };
}
