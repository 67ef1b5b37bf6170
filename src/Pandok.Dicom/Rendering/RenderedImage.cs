namespace Pandok.Dicom.Rendering;

/// <summary>A picture to look at: 8 bits per sample, rows from the top, no padding between rows.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Components">1: grey, 0 is black (the Presentation LUT of MONOCHROME1 is applied); 3: R, G, B interleaved by pixel.</param>
/// <param name="Pixels"><c>Width x Height x Components</c> bytes.</param>
public sealed record RenderedImage(int Width, int Height, int Components, byte[] Pixels);
