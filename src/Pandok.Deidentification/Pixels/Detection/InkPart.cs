namespace Pandok.Deidentification.Pixels.Detection;

/// <summary>Connected ink, with what tells writing from anatomy; sums, so that two parts can become one.</summary>
internal struct InkPart
{
    public byte Kind;
    public int Left, Top, Right, Bottom; // right and bottom are behind the last
    public int Size, Border, Pieces;
    public long Ink, InkSquares, Inside, Step, Outside;
    public int Steps;

    public readonly int Width => Right - Left;
    public readonly int Height => Bottom - Top;
    public readonly double Grey => (double)Ink / Size;
    public readonly double Paper => Steps == 0 ? Grey : (double)Outside / Steps;
    public readonly double Contrast => Math.Abs(Grey - Paper);

    /// <summary>The step between two neighbours across the border, as a part of the contrast.</summary>
    public readonly double Sharpness => Steps == 0 ? 0 : Step / (Steps * Math.Max(1, Contrast));

    /// <summary>Spread of the ink as a part of the contrast.</summary>
    public readonly double Roughness => Math.Sqrt(Math.Max(0, (double)InkSquares / Size - Grey * Grey)) / Math.Max(1, Contrast);

    public readonly double Stroke => 2.0 * Size / Math.Max(1, Border);

    public readonly double Filled => (double)Size / ((long)Width * Height);

    public void Add(in InkPart other)
    {
        (Left, Top) = (Math.Min(Left, other.Left), Math.Min(Top, other.Top));
        (Right, Bottom) = (Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
        Size += other.Size;
        Border += other.Border;
        Pieces += other.Pieces;
        Ink += other.Ink;
        InkSquares += other.InkSquares;
        Step += other.Step;
        Outside += other.Outside;
        Steps += other.Steps;
    }
}
