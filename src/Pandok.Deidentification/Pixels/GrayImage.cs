namespace Pandok.Deidentification.Pixels;

/// <summary>A picture to search for text: one byte per pixel, 0 is black, rows from the top without padding.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Pixels"><c>Width x Height</c> bytes.</param>
public sealed record GrayImage(int Width, int Height, byte[] Pixels);
