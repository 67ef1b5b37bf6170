using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Platform.Database;
using Spectre.Console;

namespace Pandok.Commands;

internal static class AuditCommand
{
    public static Command Build(NodeOptions node) => new("audit", "The audit trail") { Verify(node), Export(node) };

    private static Command Verify(NodeOptions node)
    {
        var command = new Command("verify", "Walks the whole trail and all receipts of de-identification. Exit code 0: intact, 3: broken");
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var db = services.GetRequiredService<Database>();
            var verdict = await services.GetRequiredService<AuditTrail>().VerifyAsync(db, token);
            var receipts = await services.GetRequiredService<Receipts>().VerifyAsync(db, token);
            if (verdict.Intact) Terminal.Output.MarkupLineInterpolated($"[green]The trail is intact:[/] {verdict.Checked} rows");
            if (receipts.Intact) Terminal.Output.MarkupLineInterpolated($"[green]The receipts are intact:[/] {receipts.Checked} instances");
            if (verdict.Intact && receipts.Intact) return ExitCode.Done;
            if (!receipts.Intact) Terminal.Error.MarkupLineInterpolated($"[red]The receipts of study {receipts.BrokenStudy} are broken ({receipts.Why})[/]. A receipt or an archived instance was changed, deleted or moved, or the key folder is not the one it was written with.");
            if (!verdict.Intact) Terminal.Error.MarkupLineInterpolated($"[red]The trail is broken at row {verdict.BrokenAt}[/] ({verdict.Checked} rows walked). A row was changed, deleted or moved, or the key folder is not the one it was written with.");
            return ExitCode.Exceptions;
        }, stop));
        return command;
    }

    private static Command Export(NodeOptions node)
    {
        var format = new Option<string>("--format") { Description = "atna: audit messages of DICOM PS3.15 A.5, one XML document a line", DefaultValueFactory = _ => "atna" };
        format.AcceptOnlyFromAmong("atna");
        var to = new Option<string?>("--out") { Description = "A file; the standard output without it" };
        var since = new Option<long>("--after") { Description = "Only rows behind this number" };
        var command = new Command("export", "Writes the trail for other systems") { format, to, since };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            await using var file = parsed.GetValue(to) is { } path ? new StreamWriter(path) : null;
            var writer = file ?? Terminal.Output.Profile.Out.Writer;
            var (after, source) = (parsed.GetValue(since), services.GetRequiredService<Platform.PandokOptions>().AeTitle);
            await foreach (var entry in services.GetRequiredService<Database>().Set<AuditEntry>().AsNoTracking().Where(row => row.Seq > after).OrderBy(row => row.Seq).AsAsyncEnumerable().WithCancellation(token))
                await writer.WriteLineAsync(AtnaMessage.Of(entry, source).ToString(System.Xml.Linq.SaveOptions.DisableFormatting).AsMemory(), token);
            return ExitCode.Done;
        }, stop));
        return command;
    }
}
