namespace Pandok.Imaging.Defacing;

/// <summary>How far the skin of the face, seen from the front, lies behind where it was, once slices are masked.</summary>
/// <param name="Least">The twentieth part that moved least moved by no more than this, mm.</param>
/// <param name="Median">Half moved by more than this, mm.</param>
/// <param name="Still">The part that moved by less than <see cref="FaceTest.LeastMove"/>, 0 to 1.</param>
/// <param name="Brain">Pixels of the inside of the skull that changed.</param>
public readonly record struct FaceMeasure(double Least, double Median, double Still, int Brain);
