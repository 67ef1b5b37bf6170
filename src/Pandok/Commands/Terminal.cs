using Spectre.Console;

namespace Pandok.Commands;

/// <summary>Where the commands write: results to standard output, faults to standard error.</summary>
internal static class Terminal
{
    public static readonly IAnsiConsole Output = AnsiConsole.Console;
#pragma warning disable RS0030 // The one place that may take the console's streams.
    public static readonly IAnsiConsole Error = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
#pragma warning restore RS0030
}
