namespace Pandok.Commands;

/// <summary>What the program answers to the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Fault = 1;
    public const int WrongUsage = 2;
    /// <summary>Done, but the report lists exceptions.</summary>
    public const int Exceptions = 3;
}
