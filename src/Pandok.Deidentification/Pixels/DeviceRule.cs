using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Pixels;

/// <summary>Where one kind of device writes into its images. Words that are null match everything; others match without regard to case.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Areas">What is blanked in every frame.</param>
/// <param name="Provenance">Where the rule comes from.</param>
/// <param name="Samples">How many images it was checked on.</param>
/// <param name="Reviewer">Who answers for it.</param>
public sealed record DeviceRule(string Name, IReadOnlyList<Area> Areas, string Provenance, int Samples, string Reviewer)
{
    /// <summary>Manufacturer (0008,0070).</summary>
    public string? Manufacturer { get; init; }

    /// <summary>Manufacturer's Model Name (0008,1090).</summary>
    public string? Model { get; init; }

    /// <summary>Software Versions (0018,1020): the first, or all of them with backslashes between.</summary>
    public string? Software { get; init; }

    /// <summary>SOP Class UID (0008,0016).</summary>
    public string? SopClass { get; init; }

    /// <summary>Modality (0008,0060).</summary>
    public string? Modality { get; init; }

    /// <summary>Rows (0028,0010); a rule always says its size, since its areas are pixels.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns (0028,0011).</summary>
    public required int Columns { get; init; }

    /// <summary>A value of Image Type (0008,0008), or all of them with backslashes between.</summary>
    public string? ImageType { get; init; }

    /// <summary>Photometric Interpretation (0028,0004).</summary>
    public string? Photometric { get; init; }

    /// <summary>Whether an object is of this kind.</summary>
    public bool Fits(DataSet input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.GetInteger(Tags.Rows) == Rows && input.GetInteger(Tags.Columns) == Columns && Is(Manufacturer, input.GetString(Tags.Manufacturer)) && Is(Model, input.GetString(Tags.ManufacturerModelName))
            && IsFirst(Software, input.GetStrings(new Tag(0x00181020))) && Is(SopClass, input.GetString(Tags.SOPClassUID)) && Is(Modality, input.GetString(Tags.Modality)) && Is(Photometric, input.GetString(Tags.PhotometricInterpretation))
            && Any(ImageType, input.GetStrings(Tags.ImageType));
    }

    private static bool IsFirst(string? wanted, string[] found) => Is(wanted, found.FirstOrDefault()) || Is(wanted, string.Join('\\', found));

    private static bool Any(string? wanted, string[] found) => wanted is null || found.Contains(wanted, StringComparer.OrdinalIgnoreCase) || Is(wanted, string.Join('\\', found));

    private static bool Is(string? wanted, string? found) => wanted is null || string.Equals(wanted, found?.Trim(), StringComparison.OrdinalIgnoreCase);
}
