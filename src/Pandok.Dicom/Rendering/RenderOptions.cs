namespace Pandok.Dicom.Rendering;

/// <summary>What the asker wants otherwise than the data set says.</summary>
/// <param name="Window">Instead of the data set's VOI LUT or window; in the units of the modality transformation (HU for CT).</param>
/// <param name="Overlays">Whether overlay planes (PS3.3 C.9.2) are drawn, in the brightest grey.</param>
public sealed record RenderOptions(Window? Window = null, bool Overlays = true)
{
    /// <summary>As the data set says, with its overlays.</summary>
    public static RenderOptions Default { get; } = new();
}
