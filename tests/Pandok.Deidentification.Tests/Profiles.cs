namespace Pandok.Deidentification.Tests;

/// <summary>Profiles for one test.</summary>
internal static class Profiles
{
    public static readonly string[] OptionNames =
    [
        "cleanPixelData", "cleanVisualFeatures", "cleanGraphics", "cleanStructuredContent", "cleanDescriptors", "fullDates", "modifiedDates",
        "patientCharacteristics", "deviceIdentity", "retainUids", "safePrivate", "institutionIdentity",
    ];

    public static Profile With(params string[] options) => With("{}", options);

    public static Profile With(string winners, string[] options, string safePrivate = "agreed") => Profile.Parse(Text(winners, options, safePrivate));

    public static string Text(string winners, string[] options, string safePrivate = "agreed") => $$"""
        { "name": "test", "version": 1, "options": [{{string.Join(',', options.Select(option => $"\"{option}\""))}}], "winners": {{winners}}, "references": "table",
          "safePrivate": "{{safePrivate}}", "birthDate": "empty",
          "pixels": { "look": "none", "text": "quarantine", "documents": "quarantine", "video": "quarantine" }, "deface": false, "approval": "none" }
        """;
}
