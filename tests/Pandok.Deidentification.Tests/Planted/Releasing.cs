using Pandok.Deidentification.Pixels;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Files;
using Pandok.Planted;

namespace Pandok.Deidentification.Tests.Planted;

/// <summary>The whole way of one file in memory: read, de-identify, write, verify the written bytes, judge.</summary>
internal sealed class Releasing(Profile profile, Keys? keys = null)
{
    private readonly FileRelease release = new(profile, keys ?? Sample.Keys, DeviceRules.None, () => new MemoryStream());
    private readonly StudyVerifier verifier = new(profile.Name);

    internal sealed record Result(string Name, Outcome? Outcome, byte[]? File, MappedIdentity? Identity, IReadOnlyList<string> Reasons, IReadOnlyList<Finding> Findings)
    {
        public PixelVerdict? Pixels { get; init; }


        public bool IsReleased => File is not null;
    }

    public List<Result> All(IEnumerable<PlantedObject> objects) => [.. objects.Select(item => One(item.Name, item.File))];

    public Result One(string name, ReadOnlyMemory<byte> file)
    {
        using var written = new MemoryStream();
        try
        {
            var whole = release.RunAsync(new MemoryStream(file.ToArray()), written, verifier, null, CancellationToken.None).GetAwaiter().GetResult();
            return (whole.Outcome is Outcome.Released released ? new Result(name, released, written.ToArray(), released.Identity, [], released.Receipt.Findings) : Withheld(name, whole.Outcome)) with { Pixels = whole.Pixels };
        }
        catch (DicomException fault)
        {
            return new Result(name, null, null, null, [$"PARSE {fault.Error}"], []);
        }
    }

    private static Result Withheld(string name, Outcome outcome) => new(name, outcome, null, null, outcome switch
    {
        Outcome.Quarantined quarantined => [.. quarantined.Reasons.Select(reason => reason.ToCode())],
        Outcome.Refused refused => [.. refused.Reasons.Select(reason => reason.ToCode())],
        _ => [],
    }, outcome is Outcome.Quarantined held ? held.Receipt.Findings : []);
}
