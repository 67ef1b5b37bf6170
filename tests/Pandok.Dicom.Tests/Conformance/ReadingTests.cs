using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Web;

namespace Pandok.Dicom.Tests.Conformance;

public sealed class ReadingTests(ITestOutputHelper output)
{
    // What is refused, and why that is right.
    private static readonly SortedDictionary<string, Refusal> Refused = new(StringComparer.Ordinal)
    {
        ["dicomdir/DICOMDIR-nooffset"] = new(DicomError.Structure, "the last item says eight bytes more than its sequence and the file have"),
        ["dicomdir/README.txt"] = new(DicomError.NotDicom, "text"),
        ["dicomdir/TINY_ALPHA/README"] = new(DicomError.NotDicom, "text"),
        ["malformed/GH179B.dcm"] = new(DicomError.Truncated, "an element whose letters are no VR is missing a byte of its head; DCMTK refuses it too"),
        ["malformed/GH364.dcm"] = new(DicomError.Structure, "an item outside every sequence; DCMTK and pydicom refuse it too"),
        ["malformed/MR_truncated.dcm"] = new(DicomError.Truncated, "62 bytes of pixels are missing"),
        ["malformed/emri_small_jpeg_2k_lossless_too_short.dcm"] = new(DicomError.Truncated, "the fragments have no end"),
        ["malformed/no_meta.dcm"] = new(DicomError.NotDicom, "a stray byte before the first element"),
        ["malformed/rtplan_truncated.dcm"] = new(DicomError.Truncated, "cut off inside a value"),
    };

    // What is not written again byte for byte, and why.
    private static readonly SortedDictionary<string, string> Normalized = new(StringComparer.Ordinal)
    {
        ["malformed/ExplVR_BigEndNoMeta.dcm"] = NoMeta,
        ["malformed/ExplVR_LitEndNoMeta.dcm"] = NoMeta,
        ["malformed/GH340.dcm"] = NoUid,
        ["malformed/Issue1097_FailToOpenDeflatedFileWithSQ.dcm"] = Deflated,
        ["malformed/OT-PAL-8-face.dcm"] = NoMeta,
        ["malformed/meta_missing_tsyntax.dcm"] = NoUid,
        ["malformed/no_meta_group_length.dcm"] = GroupLength,
        ["modalities/cr/CR-MONO1-10-chest"] = NoMeta,
        ["modalities/rt/rtstruct.dcm"] = NoMeta,
        ["transfer-syntaxes/JLSL_RGB_ILV0.dcm"] = GroupLength,
        ["transfer-syntaxes/JLSL_RGB_ILV1.dcm"] = GroupLength,
        ["transfer-syntaxes/JLSL_RGB_ILV2.dcm"] = GroupLength,
        ["transfer-syntaxes/JLSN_RGB_ILV0.dcm"] = GroupLength,
        ["transfer-syntaxes/SC_rgb_jpeg.dcm"] = "the data set is implicit, its transfer syntax says explicit; it is written as it says",
        ["transfer-syntaxes/ct-all-syntaxes/CTImage.dcm_DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99.dcm"] = Deflated,
        ["transfer-syntaxes/image_dfl.dcm"] = Deflated,
    };

    private const string NoMeta = "a Part 10 file has a preamble and File Meta Information; the data set is the same";
    private const string NoUid = "no SOP Class UID and no transfer syntax: a Part 10 file cannot be made of it";
    private const string GroupLength = "File Meta Information gets the length of its group";
    private const string Deflated = "another packer packs otherwise; inflated it is the same";

    // Values that are neither pydicom's nor DCMTK's, and why.
    private static readonly SortedDictionary<string, string> Different = new(StringComparer.Ordinal)
    {
        ["charsets/GH1301.dcm 00100040"] = "GB18030 bytes in a CS, which holds the default repertoire: ours are U+FFFD, pydicom takes them for Latin-1, DCMTK passes the bytes on",
        ["transfer-syntaxes/GH195.dcm 00091105"] = "1.9.10.0 is no DS: ours is the text, pydicom leaves the element out of its JSON, dcm2json writes no object with fragments",
    };

    [Fact]
    public async Task Every_file_is_read_or_refused_with_a_type()
    {
        var refused = new SortedDictionary<string, DicomError>(StringComparer.Ordinal);
        foreach (var (name, path) in ConformanceFiles.All())
        {
            try
            {
                var whole = await ConformanceFiles.ReadAsync(path, ReadMode.Tolerant);
                if (whole.Findings.Count > 0) output.WriteLine($"{name}: {string.Join(", ", whole.Findings.GroupBy(finding => finding.Code).Select(same => $"{same.Key} x{same.Count()} {same.First().Tag}"))}");
            }
            catch (DicomException fault)
            {
                refused[name] = fault.Error;
                output.WriteLine($"{name}: {fault.Error} {fault.Message}");
            }
        }
        Assert.Equal(Refused.Select(pair => $"{pair.Key} {pair.Value.Error}"), refused.Select(pair => $"{pair.Key} {pair.Value}"));
    }

    [Fact]
    public async Task Strict_reading_refuses_what_tolerant_reading_tells_as_a_finding()
    {
        foreach (var (name, path) in ConformanceFiles.All().Where(file => !Refused.ContainsKey(file.Name)))
        {
            var told = (await ConformanceFiles.ReadAsync(path, ReadMode.Tolerant)).Findings.Where(finding => finding.Code != ReadFindingCode.UnWithKnownVr).ToList();
            if (told.Count == 0) await ConformanceFiles.ReadAsync(path, ReadMode.Strict);
            else Assert.StartsWith($"{told[0].Code} ", (await Assert.ThrowsAsync<DicomException>(() => ConformanceFiles.ReadAsync(path, ReadMode.Strict))).Message);
        }
    }

    [Fact]
    public async Task A_file_that_is_cut_off_is_given_up_to_the_cut_for_looking_at_it()
    {
        foreach (var name in new[] { "MR_truncated.dcm", "rtplan_truncated.dcm", "emri_small_jpeg_2k_lossless_too_short.dcm" })
        {
            var whole = await ConformanceFiles.ReadAsync(SharedData.File($"data/conformance/malformed/{name}"), ReadMode.Salvage);
            Assert.Equal(ReadFindingCode.Truncated, whole.Findings[^1].Code);
            Assert.True(whole.Header.DataSet.Count > 20);
        }
    }

    [Fact]
    public async Task What_is_written_again_has_the_same_bytes()
    {
        var normalized = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, path) in ConformanceFiles.All().Where(file => !Refused.ContainsKey(file.Name)))
        {
            var whole = await ConformanceFiles.ReadAsync(path, ReadMode.Verbatim);
            var original = await File.ReadAllBytesAsync(path);
            if (Normalized.GetValueOrDefault(name) == NoUid)
            {
                Assert.Equal(DicomError.Invalid, (await Assert.ThrowsAsync<DicomException>(whole.WriteAsync)).Error);
                normalized.Add(name);
                continue;
            }
            var written = await whole.WriteAsync();
            if (original.AsSpan().SequenceEqual(written)) continue;
            normalized.Add(name);
            // A preamble and what is before the data set are new, the rest is not.
            if (Normalized.GetValueOrDefault(name) is NoMeta or GroupLength) Assert.True(written.AsSpan().EndsWith(original.AsSpan(name.Contains("JLS") ? 200 : name.Contains("no_meta_group") ? 200 : 0)), name);
            if (Normalized.GetValueOrDefault(name) == Deflated) Assert.Equal(await BytesAsync(whole), await BytesAsync(await ReadAsync(written)));
        }
        Assert.Equal(Normalized.Keys, normalized);
    }

    [Fact]
    public async Task Values_are_those_that_pydicom_and_DCMTK_read()
    {
        if (!File.Exists("/usr/bin/python3") || !Directory.Exists("/usr/lib/python3/dist-packages/pydicom") || !File.Exists("/usr/bin/dcm2json")) Assert.Skip("NOT TESTED: python3-pydicom or dcmtk is not installed.");
        var folder = SharedData.Folder("data/conformance");
        var list = Path.GetTempFileName();
        try
        {
            var count = 0;
            await using (var lines = new StreamWriter(list))
            {
                foreach (var (name, path) in ConformanceFiles.All().Where(file => !Refused.ContainsKey(file.Name)))
                {
                    await lines.WriteLineAsync($"{path}\t{Json((await ConformanceFiles.ReadAsync(path, ReadMode.Tolerant)).Header.DataSet)}");
                    count++;
                }
            }
            var said = (await RunAsync("/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "compare.py"), list)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal($"files\t{count}", said[^1]);
            Assert.Equal(Different.Keys, said[..^1].Select(line => Path.GetRelativePath(folder, line.Split('\t')[0]) + " " + line.Split('\t')[1]).Order(StringComparer.Ordinal));
        }
        finally
        {
            File.Delete(list);
        }
    }

    [Fact]
    public async Task What_we_write_in_every_native_syntax_is_read_by_DCMTK_with_the_same_values()
    {
        if (!File.Exists("/usr/bin/dcmdump")) Assert.Skip("NOT TESTED: dcmtk is not installed.");
        var folder = Directory.CreateTempSubdirectory("pandok-").FullName;
        try
        {
            foreach (var name in new[] { "transfer-syntaxes/CT_small.dcm", "transfer-syntaxes/MR_small_bigendian.dcm", "modalities/rt/rtplan.dcm", "charsets/chrI2.dcm" })
            {
                var whole = await ConformanceFiles.ReadAsync(SharedData.File("data/conformance/" + name), ReadMode.Tolerant);
                string? expected = null;
                foreach (var syntax in new[] { TransferSyntax.ExplicitLittleEndian, TransferSyntax.ImplicitLittleEndian, TransferSyntax.ExplicitBigEndian, TransferSyntax.DeflatedLittleEndian })
                {
                    var path = Path.Combine(folder, "written.dcm");
                    await File.WriteAllBytesAsync(path, await (whole with { Header = whole.Header with { Syntax = syntax } }).WriteAsync());
                    // What a reader of implicit VR cannot know are the VRs of private elements; lines of the dump after the two header comments carry tag, value and length.
                    var dump = string.Join('\n', (await RunAsync("/usr/bin/dcmdump", "+L", "-q", path)).Split('\n')
                        .Where(line => line.StartsWith("(00", StringComparison.Ordinal) && !line.StartsWith("(0002", StringComparison.Ordinal) && int.Parse(line.AsSpan(4, 1), System.Globalization.NumberStyles.HexNumber) % 2 == 0));
                    Assert.True(dump.Length > 500, $"{name} in {syntax.Name}");
                    Assert.Equal(expected ??= dump, dump);
                    var back = await ReadAsync(await File.ReadAllBytesAsync(path));
                    Assert.Equal(whole.Pixels, back.Pixels);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Big_endian_pixels_are_those_of_the_little_endian_twin()
    {
        foreach (var (big, little) in new[] { ("modalities/rt/rtdose_expb.dcm", "modalities/rt/rtdose.dcm"), ("transfer-syntaxes/emri_small_big_endian.dcm", "transfer-syntaxes/emri_small.dcm"), ("transfer-syntaxes/SC_rgb_expb_16bit.dcm", "transfer-syntaxes/SC_rgb_16bit.dcm") })
            Assert.Equal((await ConformanceFiles.ReadAsync(SharedData.File("data/conformance/" + little), ReadMode.Tolerant)).Pixels, (await ConformanceFiles.ReadAsync(SharedData.File("data/conformance/" + big), ReadMode.Tolerant)).Pixels);
    }

    [Fact]
    public async Task A_deflate_bomb_ends_at_the_limit()
    {
        var set = Files.DicomReaderTests.Sample();
        var header = new DicomHeader(new DataSet(), set, TransferSyntax.DeflatedLittleEndian, new PixelDataHead(Tags.PixelData, Vr.OW, 64 << 20));
        var to = new MemoryStream();
        await DicomFile.WriteAsync(to, header, async (stream, stop) => { for (var i = 0; i < 64; i++) await stream.WriteAsync(new byte[1 << 20], stop); return 64 << 20; }, null, default);
        Assert.InRange(to.Length, 1000, 1 << 20);
        to.Position = 0;
        var reader = new DicomReader(to, new ReadLimits { InflatedBytes = 10 << 20 });
        await reader.ReadFileAsync(default);
        Assert.Equal(DicomError.LimitExceeded, (await Assert.ThrowsAsync<DicomException>(async () => await reader.CopyPixelDataAsync(Stream.Null, default))).Error);
    }

    private static async Task<ConformanceFiles.WholeObject> ReadAsync(byte[] bytes)
    {
        var reader = new DicomReader(new MemoryStream(bytes), null, ReadMode.Verbatim);
        var header = await reader.ReadFileAsync(default);
        var pixels = new MemoryStream();
        if (header.Pixels is not null) await reader.CopyPixelDataAsync(pixels, default);
        return new ConformanceFiles.WholeObject(header, pixels.ToArray(), await reader.FinishAsync(default), reader.Findings);
    }

    // The data set, written plain.
    private static Task<byte[]> BytesAsync(ConformanceFiles.WholeObject whole) => (whole with { Header = whole.Header with { Syntax = TransferSyntax.ExplicitLittleEndian } }).WriteAsync();

    private static string Json(DataSet set)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) DicomJson.Write(json, set);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.Latin1 };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said;
    }

    private sealed record Refusal(DicomError Error, string Why);
}
