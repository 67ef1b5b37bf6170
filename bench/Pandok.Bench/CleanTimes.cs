using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using Pandok.Deidentification;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Files;

namespace Pandok.Bench;

/// <summary>What de-identification and its verifier cost by themselves, in this process, on headers that are read already.</summary>
internal static class CleanTimes
{
    private const int Rounds = 6;

    /// <returns>Milliseconds for each header: of the de-identifier, of writing, of the verifier; the best round.</returns>
    public static (double Deidentify, double Write, double Verify) Measure(string folder)
    {
        var headers = Directory.GetFiles(folder, "*.dcm").Select(file =>
        {
            using var stream = File.OpenRead(file);
            return new DicomReader(stream).ReadFile();
        }).ToList();
        byte[] key = RandomNumberGenerator.GetBytes(32);
        var keys = new Keys(key, key, key, key, "bench", "BENCH");
        var best = (Deidentify: double.MaxValue, Write: double.MaxValue, Verify: double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            long deidentify = 0, write = 0, verify = 0;
            foreach (var header in headers)
            {
                var start = Stopwatch.GetTimestamp();
                var released = (Outcome.Released)Deidentifier.Apply(header.DataSet, Profile.Reading, keys);
                var cleaned = Stopwatch.GetTimestamp();
                var head = new ArrayBufferWriter<byte>(16 << 10);
                DicomWriter.WriteFileHead(head, released.DataSet, header.Syntax);
                DicomWriter.WriteDataSet(head, released.DataSet, header.Syntax);
                var written = Stopwatch.GetTimestamp();
                if (Verifier.Check(head.WrittenMemory, released.Identity).Count > 0) throw new InvalidOperationException("Not clean.");
                var end = Stopwatch.GetTimestamp();
                (deidentify, write, verify) = (deidentify + cleaned - start, write + written - cleaned, verify + end - written);
            }
            double Each(long ticks) => Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds / headers.Count;
            best = (Math.Min(best.Deidentify, Each(deidentify)), Math.Min(best.Write, Each(write)), Math.Min(best.Verify, Each(verify)));
        }
        return best;
    }
}
