namespace Pandok.Platform.Database;

/// <summary>Opens a database for work outside a request. The caller disposes it.</summary>
internal sealed class DatabaseFactory(Func<Database> create)
{
    public Database Create() => create();
}
