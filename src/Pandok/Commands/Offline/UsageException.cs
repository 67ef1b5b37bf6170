namespace Pandok.Commands.Offline;

/// <summary>The command line cannot be carried out as it stands.</summary>
internal sealed class UsageException(string message) : Exception(message);
