namespace Pandok.Imaging.Defacing;

/// <summary>
/// Which places of a head go so that no face can be drawn from it, by position in the patient: the same for every series of one Frame of Reference. Found in CT volumes; nothing here
/// is tuned for MR. The mask is coarse, in steps of 2 mm; of soft tissue before bone, bone stays to the pixel.
/// </summary>
public sealed class FaceMask
{
    /// <summary>Where only soft tissue goes, what has as many Hounsfield units stays.</summary>
    public const short BoneFrom = 150;

    private readonly HeadGrid grid;
    private readonly FaceMark[] marks;

    internal FaceMark[] Marks => marks;

    internal FaceMask(HeadGrid grid, FaceMark[] marks, double brainMillilitres) => (this.grid, this.marks, BrainMillilitres) = (grid, marks, brainMillilitres);

    /// <summary>What was found inside the skull, ml; a head has 900 to 2000 in a whole field.</summary>
    public double BrainMillilitres { get; }

    /// <summary>How the test of the mask ended; set by <see cref="FaceSearch"/>.</summary>
    public FaceMeasure Measure { get; internal init; }

    /// <summary>Whether a mark removes a place.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="hounsfield">What stands there.</param>
    public static bool Removes(FaceMark mark, int hounsfield) => mark == FaceMark.Whole || (mark == FaceMark.Soft && hounsfield < BoneFrom);

    /// <summary>Marks the pixels of one slice, row by row. Where the volume did not reach, everything is kept.</summary>
    /// <param name="section">Where it lies, in any orientation.</param>
    /// <param name="into">Rows times columns.</param>
    public void Mark(in Section section, Span<FaceMark> into)
    {
        for (var row = 0; row < section.Rows; row++)
        {
            for (var column = 0; column < section.Columns; column++)
            {
                var i = grid.Nearest(section.At(column, row));
                into[row * section.Columns + column] = i < 0 ? FaceMark.Keep : marks[i];
            }
        }
    }

    /// <summary>Whether the mask's volume holds all of a slice's pixels that are asked for, to half a voxel.</summary>
    /// <param name="section">Where it lies.</param>
    /// <param name="asked">Which pixels.</param>
    public bool Covers(in Section section, Func<int, bool> asked)
    {
        for (var row = 0; row < section.Rows; row++)
        {
            for (var column = 0; column < section.Columns; column++)
            {
                if (asked(row * section.Columns + column) && grid.Nearest(section.At(column, row)) < 0) return false;
            }
        }
        return true;
    }
}
