using System.Security.Cryptography;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Planted;

namespace Pandok.Deidentification.Tests.Planted;

/// <summary>The whole way of one file in memory: read, de-identify, write, verify the written bytes, judge.</summary>
internal sealed class Releasing(Profile profile, Keys? keys = null)
{
    private readonly Keys keys = keys ?? Sample.Keys;
    private readonly StudyVerifier verifier = new(profile.Name);

    internal sealed record Result(string Name, Outcome? Outcome, byte[]? File, MappedIdentity? Identity, IReadOnlyList<string> Reasons, IReadOnlyList<Finding> Findings)
    {
        public bool IsReleased => File is not null;
    }

    public List<Result> All(IEnumerable<PlantedObject> objects) => [.. objects.Select(item => One(item.Name, item.File))];

    public Result One(string name, ReadOnlyMemory<byte> file)
    {
        try
        {
            var reader = new DicomReader(new MemoryStream(file.ToArray()));
            var header = reader.ReadFile();
            using var pixels = new MemoryStream();
            if (header.Pixels is not null) reader.CopyPixelData(pixels);
            reader.Finish();
            return Judge(name, header, pixels.ToArray());
        }
        catch (DicomException fault)
        {
            return new Result(name, null, null, null, [$"PARSE {fault.Error}"], []);
        }
    }

    private Result Judge(string name, DicomHeader header, byte[] pixels)
    {
        var outcome = Deidentifier.Apply(header.DataSet, profile, keys);
        if (outcome is not Outcome.Released released) return Withheld(name, outcome, []);
        using var written = new MemoryStream();
        DicomFile.WriteAsync(written, new DicomHeader(new DataSet(), released.DataSet, header.Syntax.IsBigEndian ? header.Syntax.Unpacked : header.Syntax, header.Pixels),
            async (to, stop) => { await to.WriteAsync(pixels, stop); return pixels.Length; }, null, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        written.Position = 0;
        var original = Original.Of(header, header.Pixels is null ? default(ReadOnlyMemory<byte>?) : SHA256.HashData(pixels));
        var report = verifier.Check(written, original, released.Identity);
        var judged = released.Judge(report.Findings);
        return judged is Outcome.Released ? new Result(name, judged, written.ToArray(), released.Identity, [], report.Findings) : Withheld(name, judged, report.Findings);
    }

    private static Result Withheld(string name, Outcome outcome, IReadOnlyList<Finding> findings) => new(name, outcome, null, null, outcome switch
    {
        Outcome.Quarantined quarantined => [.. quarantined.Reasons.Select(reason => reason.ToCode())],
        Outcome.Refused refused => [.. refused.Reasons.Select(reason => reason.ToCode())],
        _ => [],
    }, findings);
}
