using System.CommandLine;
using Pandok.Audit;
using Pandok.Platform.Database;
using Spectre.Console;

namespace Pandok.Commands;

internal static class AuditCommand
{
    public static Command Build(NodeOptions node) => new("audit", "The audit trail") { Verify(node) };

    private static Command Verify(NodeOptions node)
    {
        var command = new Command("verify", "Walks the whole trail. Exit code 0: intact, 3: broken");
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var verdict = await services.GetRequiredService<AuditTrail>().VerifyAsync(services.GetRequiredService<Database>(), token);
            if (verdict.Intact)
            {
                Terminal.Output.MarkupLineInterpolated($"[green]The trail is intact:[/] {verdict.Checked} rows");
                return ExitCode.Done;
            }

            Terminal.Error.MarkupLineInterpolated($"[red]The trail is broken at row {verdict.BrokenAt}[/] ({verdict.Checked} rows walked). A row was changed, deleted or moved, or the key folder is not the one it was written with.");
            return ExitCode.Exceptions;
        }, stop));
        return command;
    }
}
