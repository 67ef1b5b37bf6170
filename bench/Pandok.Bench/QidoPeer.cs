using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Bench;

/// <summary>Fills a peer with studies of one small object each, the quickest way it has: posted to its REST interface over several connections.</summary>
internal static class QidoPeer
{
    private const int Connections = 8;

    /// <returns>How many studies it took within the time.</returns>
    public static async Task<int> LoadAsync(HttpClient client, TimeSpan within)
    {
        var clock = Stopwatch.StartNew();
        var (next, taken) = (-1, 0);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (clock.Elapsed < within)
            {
                using var content = new ReadOnlyMemoryContent(Instance(Interlocked.Increment(ref next)));
                using var answer = await client.PostAsync("/instances", content);
                answer.EnsureSuccessStatusCode();
                Interlocked.Increment(ref taken);
            }
        }));
        return taken;
    }

    // The same spread of patients, modalities and dates as in our own tables.
    private static ReadOnlyMemory<byte> Instance(int i)
    {
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        var modality = i % 1000 == 7 ? "XA" : (i / 10 % 10) switch { < 5 => "CT", < 8 => "DX", _ => "MR" };
        var set = new DataSet()
            .Set(Tags.SOPClassUID, Vr.UI, "1.2.840.10008.5.1.4.1.1.7").Set(Tags.SOPInstanceUID, Vr.UI, Text($"2.25.3{i}"))
            .Set(Tags.StudyDate, Vr.DA, Text($"{2017 + i % 10}{1 + i % 12:00}{1 + i % 28:00}")).Set(Tags.StudyTime, Vr.TM, "101500").Set(Tags.AccessionNumber, Vr.SH, Text($"A{i}"))
            .Set(Tags.Modality, Vr.CS, modality).Set(Tags.PatientName, Vr.PN, "DEMO^PATIENT").Set(Tags.PatientID, Vr.LO, Text($"BENCH-{1_000_000 + i / 3}"))
            .Set(Tags.StudyInstanceUID, Vr.UI, Text($"2.25.1{i}")).Set(Tags.SeriesInstanceUID, Vr.UI, Text($"2.25.2{i}"));
        var file = new ArrayBufferWriter<byte>(1024);
        DicomWriter.WriteFileHead(file, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(file, set, TransferSyntax.ExplicitLittleEndian);
        return file.WrittenMemory;
    }
}
