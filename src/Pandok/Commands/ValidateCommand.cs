using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pandok.Dicom.Files;
using Pandok.Dicom.Validation;

namespace Pandok.Commands;

/// <summary><c>pandok validate FILE... [--json] [--quiet]</c>: checks files against their IODs; 0 if no error was found, 3 if one was, 1 if there was nothing to check.</summary>
internal static class ValidateCommand
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static Command Build()
    {
        var paths = new Argument<string[]>("file") { Description = "Files or folders; folders are walked", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Writes one JSON document with every finding" };
        var quiet = new Option<bool>("--quiet") { Description = "Leaves notes out" };
        var command = new Command("validate", "Checks files against their IOD (PS3.3) and the dictionary (PS3.6)") { paths, json, quiet };
        command.SetAction((parsed, stop) => ValidateAsync(parsed.GetValue(paths)!, parsed.GetValue(json), parsed.GetValue(quiet) ? Severity.Warning : Severity.Note, stop));
        return command;
    }

    private static async Task<int> ValidateAsync(string[] paths, bool json, Severity least, CancellationToken stop)
    {
        // The console would wrap long lines and cut paths.
        var output = Terminal.Output.Profile.Out.Writer;
        var checkedFiles = new List<CheckedFile>();
        foreach (var path in paths.SelectMany(Below))
        {
            var file = await CheckAsync(path, stop);
            checkedFiles.Add(file with { Findings = [.. file.Findings.Where(finding => finding.Severity >= least)] });
            if (!json) await WriteAsync(output, checkedFiles[^1]);
        }
        var summary = new Summary(
            checkedFiles.Count, checkedFiles.Count(file => file.Fault is not null),
            Total(checkedFiles, Severity.Error), Total(checkedFiles, Severity.Warning), Total(checkedFiles, Severity.Note));
        if (json) await output.WriteLineAsync(JsonSerializer.Serialize(new { summary, files = checkedFiles }, Form));
        else await output.WriteLineAsync($"{summary.Files} files: {summary.Errors} errors, {summary.Warnings} warnings, {summary.Notes} notes; {summary.Unreadable} not readable");
        await output.FlushAsync(stop);
        if (summary.Files == 0) return ExitCode.Fault;
        return summary.Errors + summary.Unreadable > 0 ? ExitCode.Exceptions : ExitCode.Done;
    }

    private static async Task<CheckedFile> CheckAsync(string path, CancellationToken stop)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            var reader = new DicomReader(stream);
            var header = await reader.ReadFileAsync(stop);
            await reader.FinishAsync(stop);
            var report = ObjectValidator.Validate(header, reader.Findings);
            return new CheckedFile(path, report.SopClassUid, report.Iod, null, report.Findings);
        }
        catch (Exception fault) when (fault is DicomException or IOException or UnauthorizedAccessException)
        {
            return new CheckedFile(path, null, null, fault.Message, []);
        }
    }

    private static async Task WriteAsync(TextWriter output, CheckedFile file)
    {
        await output.WriteLineAsync(file.Fault is { } fault ? $"{file.Path}: not readable: {fault}" : $"{file.Path}: {file.Iod ?? "no IOD"}");
        foreach (var finding in file.Findings) await output.WriteLineAsync($"  {finding.Severity.ToString().ToLowerInvariant(),-7} {finding.Path} {finding.Keyword}: {finding.Message}");
    }

    private static int Total(List<CheckedFile> files, Severity severity) => files.Sum(file => file.Findings.Count(finding => finding.Severity == severity));

    private static IEnumerable<string> Below(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    private sealed record CheckedFile(string Path, string? SopClassUid, string? Iod, string? Fault, IReadOnlyList<ValidationFinding> Findings);

    private sealed record Summary(int Files, int Unreadable, int Errors, int Warnings, int Notes);
}
