using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Web;
using Spectre.Console;

namespace Pandok.Commands;

/// <summary><c>pandok dump FILE</c>: a file as text or as DICOM JSON (PS3.18 Annex F), decoded; what is wrong with it stands at the end.</summary>
internal static class DumpCommand
{
    public static Command Build()
    {
        var path = new Argument<string>("file") { Description = "A DICOM file" };
        var json = new Option<bool>("--json") { Description = "DICOM JSON instead of text, without Pixel Data" };
        var all = new Option<bool>("--all") { Description = "Long values whole" };
        var language = new Option<string>("--lang") { Description = "ko or en: the language of headings and findings", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("ko", "en");
        var command = new Command("dump", "Shows a DICOM file as text or JSON") { path, json, all, language };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(path)!, parsed.GetValue(json), parsed.GetValue(all), parsed.GetValue(language) == "ko", stop));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool asJson, bool all, bool isKorean, CancellationToken stop)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var reader = new DicomReader(file, null, ReadMode.Salvage);
            var header = await reader.ReadFileAsync(stop);
            var fragments = new FragmentCounter();
            if (header.Pixels is not null) await reader.CopyPixelDataAsync(fragments, stop);
            var after = await reader.FinishAsync(stop);
            var text = asJson ? Json(header, after) : DumpText.Of(header, fragments, after, reader.Findings, all, isKorean);
            Terminal.Output.Profile.Out.Writer.WriteLine(text);
            if (asJson)
            {
                foreach (var finding in reader.Findings) Terminal.Error.MarkupLineInterpolated($"[yellow]{finding.Code} {finding.Tag} {finding.Offset}[/]");
            }
            return reader.Findings.Count == 0 ? ExitCode.Done : ExitCode.Exceptions;
        }
        catch (DicomException fault)
        {
            Terminal.Error.MarkupLineInterpolated($"[red]{path}: {fault.Message} ({fault.Error})[/]");
            Terminal.Error.MarkupLineInterpolated($"{(isKorean ? "DICOM 파일인지, 전송이 끝까지 되었는지 확인하십시오." : "Check that it is a DICOM file and that it was copied whole.")}");
            return ExitCode.Fault;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Terminal.Error.MarkupLineInterpolated($"[red]{path}: {fault.Message}[/]");
            return ExitCode.Fault;
        }
    }

    private static string Json(DicomHeader header, DataSet after)
    {
        var whole = header.DataSet.Copy();
        foreach (var element in after) whole.Set(element);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) DicomJson.Write(json, whole);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
