using System.Buffers;
using Pandok.Deidentification;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentification.Text;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Files;

namespace Pandok.Bench;

/// <summary>What a whole file costs one core, from memory to memory, in milliseconds of the processor.</summary>
/// <param name="HeaderMs">Read, de-identified, written, its pixels copied: no verifier, no look.</param>
/// <param name="VerifiedMs">The way of a file in a folder's run: a look at sampled slices, and all that was written verified.</param>
internal sealed record CoreRates(double HeaderMs, double VerifiedMs)
{
    public static async Task<CoreRates> MeasureAsync(string folder, bool quick)
    {
        var files = Directory.GetFiles(folder, "*.dcm").Order(StringComparer.Ordinal).Select(path => File.ReadAllBytes(path)).Select(bytes => new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true)).ToList();
        byte[] key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        var keys = new Keys(key, key, key, key, "bench", "BENCH");
        var (known, verifier) = (IdentitySet.Empty, new StudyVerifier(Profile.Reading.Name));
        foreach (var file in files)
        {
            var header = new DicomReader(file).ReadFile();
            known = known.With(IdentitySet.Of(header.DataSet));
            verifier.Expect(Original.Of(header));
        }
        var release = new FileRelease(Profile.Reading, keys, DeviceRules.None, () => new MemoryStream());
        using var written = new MemoryStream();
        return new CoreRates(
            await MedianAsync(files, quick, file => HeaderOnly(file, written, keys, known)),
            await MedianAsync(files, quick, async file =>
            {
                if ((await release.RunAsync(file, written, verifier, known, CancellationToken.None)).Outcome is not Outcome.Released) throw new InvalidOperationException("Not released.");
            }));

        async Task<double> MedianAsync(List<MemoryStream> all, bool isQuick, Func<MemoryStream, Task> work)
        {
            var rounds = new List<double>();
            for (var round = 0; round < (isQuick ? 4 : 12); round++)
            {
                var before = ProcessorTime.OfThis();
                foreach (var file in all)
                {
                    file.Position = 0;
                    written.SetLength(0);
                    await work(file);
                }
                rounds.Add(1000 * (ProcessorTime.OfThis() - before) / all.Count);
            }
            // The first half is the compiler's.
            return rounds.Skip(rounds.Count / 2).Order().ElementAt(rounds.Count / 4);
        }
    }

    private static Task HeaderOnly(MemoryStream file, MemoryStream written, Keys keys, IdentitySet known)
    {
        var reader = new DicomReader(file);
        var header = reader.ReadFile();
        var released = (Outcome.Released)Deidentifier.Apply(header.DataSet, Profile.Reading, keys, known: known);
        var head = new ArrayBufferWriter<byte>(16 << 10);
        DicomWriter.WriteFileHead(head, released.DataSet, header.Syntax);
        DicomWriter.WriteDataSet(head, released.DataSet, header.Syntax);
        DicomWriter.WritePixelDataHead(head, header.Pixels!.Value, header.Syntax);
        written.Write(head.WrittenSpan);
        reader.CopyPixelData(written);
        return Task.CompletedTask;
    }
}
