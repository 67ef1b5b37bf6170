using Pandok.Dicom.Data;

namespace Pandok.Read;

/// <summary>What hanging protocols ask of a series, as its first image says it; null where it does not.</summary>
/// <param name="Plane">axial, coronal or sagittal.</param>
/// <param name="ImageType">Image Type (0008,0008).</param>
/// <param name="Kernel">Convolution Kernel (0018,1210).</param>
/// <param name="Thickness">Slice Thickness (0018,0050) in millimetres.</param>
/// <param name="Laterality">Image or series laterality, R or L.</param>
/// <param name="ViewPosition">View Position (0018,5101), e.g. PA, MLO.</param>
internal sealed record SeriesLook(string? Plane, IReadOnlyList<string> ImageType, string? Kernel, double? Thickness, string? Laterality, string? ViewPosition)
{
    private static readonly Tag ImageLaterality = new(0x00200062), SeriesLaterality = new(0x00200060), ViewPositionTag = new(0x00185101);

    public static SeriesLook Of(DataSet set, double[]? orientation) => new(
        Geometry.PlaneOf(orientation), set.GetStrings(Tags.ImageType), set.GetString(Tags.ConvolutionKernel), set.GetNumber(Tags.SliceThickness),
        set.GetString(ImageLaterality) ?? set.GetString(SeriesLaterality), set.GetString(ViewPositionTag));
}
