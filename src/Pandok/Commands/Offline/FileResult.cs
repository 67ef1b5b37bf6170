using System.Text.Json.Serialization;
using Pandok.Deidentification.Pixels;

namespace Pandok.Commands.Offline;

/// <summary>What became of one file.</summary>
internal sealed record FileResult(string Path, string Result)
{
    public const string Released = "released", Quarantined = "quarantined", Refused = "refused", NotDicom = "notDicom", Rebuilt = "rebuilt";

    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Where it lies in OUT, if not at the same path.</summary>
    public string? Written { get; init; }

    /// <summary>Its sealed original in the quarantine's folder, if one was named.</summary>
    public string? Sealed { get; init; }

    public string? Sha256In { get; init; }

    public string? Sha256Out { get; init; }

    public string? Study { get; init; }

    public string? Instance { get; init; }

    public IReadOnlyDictionary<string, int>? Actions { get; init; }

    public IReadOnlyList<Seen> Findings { get; init; } = [];

    public IReadOnlyList<Box> Boxes { get; init; } = [];

    /// <summary>unchanged, stripped of what codestreams carry besides the image, blanked, or defaced.</summary>
    public string? Pixels { get; init; }

    public Verdict? Verify { get; init; }

    public long Ms { get; init; }

    /// <summary>True if somebody has to look: not released, and not mere clutter.</summary>
    [JsonIgnore]
    public bool IsException => Result switch { Released or Rebuilt => false, NotDicom => !Clutter.Is(Path), _ => true };

    internal sealed record Seen(string Code, string At);

    internal sealed record Verdict(bool Passed);

    /// <summary>A place in the pixels, frames from 0.</summary>
    internal sealed record Box(int Frame, int X, int Y, int W, int H, string Why)
    {
        public static IReadOnlyList<Box> Of(PixelVerdict? verdict) =>
            verdict is null ? [] : [.. verdict.Boxes.Select(box => new Box(box.Frame, box.Area.X, box.Area.Y, box.Area.Width, box.Area.Height, box.Why.ToString().ToLowerInvariant()))];
    }
}
