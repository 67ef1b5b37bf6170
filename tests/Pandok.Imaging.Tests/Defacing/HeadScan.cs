using Pandok.Imaging.Defacing;
using Pandok.Imaging.Phantoms;

namespace Pandok.Imaging.Tests.Defacing;

/// <summary>A scan of a phantom: gantry tilt about X and a turned head about Z, degrees, slices a step apart along Z as a tilted gantry takes them.</summary>
internal sealed record HeadScan(HeadPhantom Head, double Tilt, double Turn, double Step)
{
    private const int Side = 160;
    private const double Pixel = 1.6;
    private IReadOnlyList<int>? order;
    private IReadOnlyList<Section>? sections;

    public double Low { get; init; } = -140;
    public double High { get; init; } = 104;
    public double CentreX { get; init; }
    public double CentreY { get; init; } = -10;
    public bool IsUneven { get; init; }
    public bool IsMirrored { get; init; }

    public IReadOnlyList<Section> Sections => sections ??= [.. (order ?? [.. Enumerable.Range(0, All.Count)]).Select(i => All[i])];

    private List<Section> All
    {
        get
        {
            var (sin, cos) = Math.SinCos(Tilt * Math.PI / 180);
            var row = new Vector3d(IsMirrored ? -1 : 1, 0, 0);
            var column = new Vector3d(0, cos, -sin);
            var all = new List<Section>();
            for (var (z, i) = (Low, 0); z <= High; z += IsUneven && i > 10 ? 1.75 * Step : Step, i++)
            {
                var corner = new Vector3d(CentreX, CentreY, z) + row * (-(Side - 1) / 2.0 * Pixel) + column * (-(Side - 1) / 2.0 * Pixel);
                all.Add(new Section(corner, row, column, Pixel, Pixel, Side, Side));
            }
            return all;
        }
    }

    public Task<FaceSearch> SearchAsync() => FaceSearch.RunAsync(Sections, number => new(Slice(number)));

    // The head is turned by turning where it is asked.
    public short[] Slice(int number) => Head.Hounsfield(Turned(Sections[number]), (int)(Sections[number].Position.Z * 10));

    public HeadScan Shuffled() => this with { order = [.. Enumerable.Range(0, Sections.Count).OrderBy(i => i * 37 % 11)], sections = null };

    public HeadScan Doubled() => this with { order = [.. Enumerable.Range(0, Sections.Count), .. Enumerable.Range(0, Sections.Count)], sections = null };

    public FaceMark[] MarksBy(FaceMask mask)
    {
        var marks = new FaceMark[Sections.Count * Side * Side];
        for (var i = 0; i < Sections.Count; i++) mask.Mark(Sections[i], marks.AsSpan(i * Side * Side, Side * Side));
        return marks;
    }

    /// <summary>Of each part, how many pixels there are and how many the mask removes.</summary>
    public Dictionary<HeadPart, (int Gone, int Of)> RemovedBy(FaceMask mask)
    {
        var counts = Enum.GetValues<HeadPart>().ToDictionary(part => part, _ => (Gone: 0, Of: 0));
        var marks = new FaceMark[Side * Side];
        for (var i = 0; i < Sections.Count; i++)
        {
            var (values, asked) = (Slice(i), Turned(Sections[i]));
            mask.Mark(Sections[i], marks);
            for (var at = 0; at < marks.Length; at++)
            {
                var part = Head.PartAt(asked.At(at % Side, at / Side));
                counts[part] = (counts[part].Gone + (FaceMask.Removes(marks[at], values[at]) ? 1 : 0), counts[part].Of + 1);
            }
        }
        return counts;
    }

    private Section Turned(Section section)
    {
        var (sin, cos) = Math.SinCos(Turn * Math.PI / 180);
        Vector3d Of(Vector3d v) => new(v.X * cos - v.Y * sin, v.X * sin + v.Y * cos, v.Z);
        return section with { Position = Of(section.Position), Row = Of(section.Row), Column = Of(section.Column) };
    }
}
