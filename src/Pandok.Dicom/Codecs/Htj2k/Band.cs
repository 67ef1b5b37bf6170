namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>A sub-band of one component: a rectangle in the component's coefficients.</summary>
/// <param name="Width">Coefficients in a row; 0 where the image has none of this kind.</param>
/// <param name="Height">Rows.</param>
/// <param name="Start">Index of the first coefficient.</param>
/// <param name="Planes">Magnitude bit-planes that its coefficients can have (Mb of ISO/IEC 15444-1 Equation E-2).</param>
/// <param name="FirstBlock">Index of its first block among the component's.</param>
internal readonly record struct Band(int Width, int Height, int Start, int Planes, int FirstBlock = 0)
{
    /// <summary>Blocks in a row.</summary>
    public int BlocksAcross => (Width + BlockCoder.Side - 1) / BlockCoder.Side;

    /// <summary>Rows of blocks.</summary>
    public int BlocksDown => (Height + BlockCoder.Side - 1) / BlockCoder.Side;

    /// <summary>From one row to the next: a whole number of vectors. What lies behind the width is 0.</summary>
    public int Stride => StrideOf(Width);

    internal static int StrideOf(int width) => (width + 15) & ~15;
}

/// <summary>Where a block's coefficients lie, and how many they are.</summary>
/// <param name="Start">Index of the first one.</param>
/// <param name="Stride">From one row to the next.</param>
/// <param name="Width">1 to 64.</param>
/// <param name="Height">1 to 64.</param>
internal readonly record struct BlockPlace(int Start, int Stride, int Width, int Height);
