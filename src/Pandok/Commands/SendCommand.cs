using System.CommandLine;
using System.Net.Security;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;
using Spectre.Console;

namespace Pandok.Commands;

/// <summary><c>pandok send PATH... --to AE@host:port</c>: C-STORE client with progress.</summary>
internal static class SendCommand
{
    public static Command Build()
    {
        var paths = new Argument<string[]>("path") { Description = "Files or folders; folders are walked", Arity = ArgumentArity.OneOrMore };
        var to = new Option<string>("--to") { Description = "The receiver, as AE@host:port", Required = true };
        var from = new Option<string>("--ae") { Description = "Our AE title", DefaultValueFactory = _ => "PANDOKSEND" };
        var tls = new SendTls();
        var command = new Command("send", "Sends files to a DICOM store") { paths, to, from };
        tls.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            if (!Receiver.TryParse(parsed.GetValue(to)!, out var receiver))
            {
                Terminal.Error.MarkupLineInterpolated($"[red]--to is AE@host:port, such as PANDOK@127.0.0.1:11112[/]");
                return ExitCode.WrongUsage;
            }
            return await SendAsync(parsed.GetValue(paths)!, receiver, parsed.GetValue(from)!, tls.Read(parsed, receiver.Host), stop);
        });
        return command;
    }

    private static async Task<int> SendAsync(IEnumerable<string> paths, Receiver receiver, string callingAe, SslClientAuthenticationOptions? tls, CancellationToken stop)
    {
        var found = await OutgoingFile.FindAsync(paths, stop);
        foreach (var (path, why) in found.Unreadable) Terminal.Error.MarkupLineInterpolated($"[yellow]not sent: {path}: {why}[/]");
        if (found.Files.Count == 0)
        {
            Terminal.Error.MarkupLineInterpolated($"[red]There is nothing to send.[/]");
            return ExitCode.Fault;
        }
        var failed = new List<(string Path, string Why)>(found.Unreadable);
        await Terminal.Output.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask($"0 of {found.Files.Count}", maxValue: found.Files.Count);
            // 128 contexts fit in one association (PS3.8 section 7.1.1.13); each class needs one per syntax.
            foreach (var batch in OutgoingFile.Batches(found.Files))
            {
                var client = await DicomClient.ConnectAsync(new DicomClientOptions
                {
                    Host = receiver.Host,
                    Port = receiver.Port,
                    CallingAe = callingAe,
                    CalledAe = receiver.Ae,
                    Tls = tls,
                    Contexts = PresentationContext.Propose([.. batch.Select(file => (file.SopClass, file.Syntax)).Distinct()]),
                }, stop);
                await using (client)
                {
                    foreach (var file in batch)
                    {
                        if (await file.SendAsync(client, stop) is { } why) failed.Add((file.Path, why));
                        task.Increment(1);
                        task.Description = $"{task.Value:F0} of {found.Files.Count}";
                    }
                    await client.ReleaseAsync(stop);
                }
            }
        });
        var sent = found.Files.Count + found.Unreadable.Count - failed.Count;
        Terminal.Output.MarkupLineInterpolated($"{sent} sent, {failed.Count} not");
        foreach (var (path, why) in failed.Skip(found.Unreadable.Count)) Terminal.Error.MarkupLineInterpolated($"[red]not taken: {path}: {why}[/]");
        return failed.Count == 0 ? ExitCode.Done : ExitCode.Exceptions;
    }
}
