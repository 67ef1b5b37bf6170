using System.CommandLine;
using Spectre.Console;

namespace Pandok.Commands;

/// <summary>Runs a command line; a fault is one line with its cause, not a stack.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        var quiet = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        try
        {
            var code = await parsed.InvokeAsync(quiet);
            return parsed.Errors.Count > 0 ? ExitCode.WrongUsage : code;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Fault;
        }
        catch (Exception fault)
        {
            Terminal.Error.MarkupLineInterpolated($"[red]pandok: {fault.Message}[/]");
            for (var cause = fault.InnerException; cause is not null; cause = cause.InnerException)
                Terminal.Error.MarkupLineInterpolated($"  because: {cause.Message}");
            return ExitCode.Fault;
        }
    }
}
