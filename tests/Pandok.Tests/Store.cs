namespace Pandok.Tests;

/// <summary>Which database a test runs on.</summary>
public enum Store
{
    Sqlite,
    Postgres,
}
