using System.Diagnostics;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Tests.Files;
using Pandok.Dicom.Web;

namespace Pandok.Dicom.Tests.Web;

public sealed class DicomJsonTests(ITestOutputHelper output)
{
    // Reads each file with pydicom and compares every element before Pixel Data with our JSON: tag, VR and values (numbers as numbers).
    private const string Comparison = """
        import json, sys, pydicom
        from pydicom.datadict import dictionary_VR
        def values(element):
            return element.get('Value', [])
        def same(a, b):
            if isinstance(a, dict) and isinstance(b, dict):
                if set(a) | set(b) <= {'Alphabetic', 'Ideographic', 'Phonetic'}:
                    return all((a.get(k) or '').rstrip() == (b.get(k) or '').rstrip() for k in set(a) | set(b))
                return compare(a, b)
            if isinstance(a, (int, float)) or isinstance(b, (int, float)):
                try: return abs(float(a) - float(b)) <= 1e-9 * max(1, abs(float(a)))
                except (TypeError, ValueError): return False
            return (a or '').strip() == (b or '').strip() if not isinstance(a, (list, dict)) else a == b
        def compare(ours, theirs):
            ok = True
            for tag in sorted(set(ours) | set(theirs)):
                if tag[4:] == '0000' or tag.startswith('7FE0'): continue
                o, t = ours.get(tag), theirs.get(tag)
                if o is None or t is None:
                    print('  ', tag, 'only', 'pydicom' if o is None else 'ours'); ok = False; continue
                vo, vt = values(o), values(t)
                if o['vr'] not in t['vr'] and t['vr'] != 'UN': # pydicom may say 'OB or OW'
                    print('  ', tag, 'vr', o['vr'], t['vr']); ok = False
                elif 'InlineBinary' in o or 'InlineBinary' in t or t['vr'] == 'UN':
                    if t['vr'] != 'UN' and o.get('InlineBinary') != t.get('InlineBinary'): print('  ', tag, 'binary'); ok = False
                elif len(vo) != len(vt) and [v for v in vo if v] != [v for v in vt if v] or not all(same(a, b) for a, b in zip(vo, vt)):
                    print('  ', tag, o['vr'], vo, vt); ok = False
            return ok
        bad = 0
        for line in open(sys.argv[1], encoding='utf-8'):
            path, ours = line.rstrip('\n').split('\t', 1)
            try: theirs = json.loads(pydicom.dcmread(path, stop_before_pixels=True).to_json(bulk_data_threshold=10**9, bulk_data_element_handler=lambda e: ''))
            except Exception as fault: print(path, 'pydicom cannot:', type(fault).__name__); continue
            if not compare(json.loads(ours), theirs): print(path); bad += 1
        print('differ', bad)
        """;

    [Fact]
    public async Task Every_element_of_the_modality_files_has_the_value_that_pydicom_reads()
    {
        var folder = SharedData.Folder("data/conformance/modalities");
        if (!File.Exists("/usr/bin/python3") || !Directory.Exists("/usr/lib/python3/dist-packages/pydicom")) Assert.Skip("NOT TESTED: python3-pydicom is not installed.");
        var list = System.IO.Path.GetTempFileName();
        var count = 0;
        await using (var lines = new StreamWriter(list))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.dcm", SearchOption.AllDirectories).Order().Where(file => new FileInfo(file).Length < 4_000_000))
            {
                try
                {
                    await using var stream = File.OpenRead(file);
                    var header = await new DicomReader(stream).ReadFileAsync(default);
                    await lines.WriteLineAsync($"{file}\t{Json(header.DataSet)}");
                    count++;
                }
                catch (DicomException) { } // refused with a type: the reader's tests know them
            }
        }
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-W");
        start.ArgumentList.Add("ignore");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Comparison);
        start.ArgumentList.Add(list);
        using var python = Process.Start(start)!;
        var errors = python.StandardError.ReadToEndAsync();
        var said = await python.StandardOutput.ReadToEndAsync();
        output.WriteLine($"{count} files\n{said}{await errors}");
        File.Delete(list);
        Assert.True(count > 20);
        Assert.EndsWith("differ 0", said.Trim());
    }

    [Fact]
    public void What_is_written_reads_back_to_the_same_JSON()
    {
        var json = Json(DicomReaderTests.Sample());
        using var document = JsonDocument.Parse(json);
        var again = DicomJson.Read(document.RootElement);
        // Only the character set differs: JSON is UTF-8.
        Assert.Equal(json.Replace("\"Value\":[null,\"ISO 2022 IR 149\"]", "\"Value\":[\"ISO_IR 192\"]", StringComparison.Ordinal), Json(again));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"0010\":{}}")]
    [InlineData("{\"00100010\":{\"vr\":\"XX\"}}")]
    [InlineData("{\"00100010\":[]}")]
    public void JSON_that_is_not_the_model_is_a_typed_error(string text)
    {
        using var document = JsonDocument.Parse(text);
        Assert.Throws<JsonException>(() => DicomJson.Read(document.RootElement));
    }

    [Theory]
    [InlineData(DicomJson.Depth, true)]
    [InlineData(DicomJson.Depth + 1, false)]
    [InlineData(5000, false)]
    public void Items_within_items_have_a_limit(int levels, bool isTaken)
    {
        using var document = JsonDocument.Parse(Nested(levels), new JsonDocumentOptions { MaxDepth = 20_000 });
        if (isTaken) Assert.Equal(Nested(levels), Json(DicomJson.Read(document.RootElement)).Replace("\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},", "", StringComparison.Ordinal));
        else Assert.Contains("32 items within items", Assert.Throws<JsonException>(() => DicomJson.Read(document.RootElement)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(21, true)]
    [InlineData(22, false)]
    [InlineData(1_000_000, false)]
    public void The_parser_itself_ends_at_64_levels(int levels, bool isTaken)
    {
        var text = Nested(levels);
        if (!isTaken)
        {
            Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
            return;
        }
        using var document = JsonDocument.Parse(text);
        Assert.Equal(text, Json(DicomJson.Read(document.RootElement)).Replace("\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},", "", StringComparison.Ordinal));
    }

    private static string Nested(int levels) =>
        "{" + string.Concat(Enumerable.Repeat("\"00081199\":{\"vr\":\"SQ\",\"Value\":[{", levels)) + string.Concat(Enumerable.Repeat("}]}", levels)) + "}";

    private static string Json(DataSet set)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) DicomJson.Write(json, set);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
