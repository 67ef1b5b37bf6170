using System.CommandLine;
using Pandok.Platform;

namespace Pandok.Commands;

/// <summary>The options every command shares that opens the platform's data.</summary>
internal sealed class NodeOptions
{
    public Option<string> Data { get; } = new("--data")
    {
        Description = "The folder of everything this node keeps (or PANDOK_DATA)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PANDOK_DATA") ?? "pandok-data",
    };

    public Option<string?> Database { get; } = new("--database")
    {
        Description = "A PostgreSQL connection string (better in PANDOK_DATABASE: arguments are seen by every user); without it, SQLite in the data folder",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PANDOK_DATABASE"),
    };

    public Option<string?> VaultDatabase { get; } = new("--vault-database")
    {
        Description = "A PostgreSQL connection string of the vault (or PANDOK_VAULT_DATABASE)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PANDOK_VAULT_DATABASE"),
    };

    public Option<string?> Keys { get; } = new("--keys")
    {
        Description = "The folder of the master key (or PANDOK_KEYS); without it, keys/ in the data folder",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PANDOK_KEYS"),
    };

    /// <summary>Adds the options to a command and everything below it.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Data, Database, VaultDatabase, Keys })
        {
            option.Recursive = true;
            command.Options.Add(option);
        }
    }

    public PandokOptions Read(ParseResult parsed, string http = "http://127.0.0.1:0", int dimsePort = 0, TimeSpan? settleAfter = null, string dimseAddress = "127.0.0.1")
    {
        var data = Path.GetFullPath(parsed.GetValue(Data)!);
        return new PandokOptions
        {
            Data = data,
            Http = http,
            DimsePort = dimsePort,
            DimseAddress = dimseAddress,
            SettleAfter = settleAfter ?? TimeSpan.FromSeconds(20),
            Database = parsed.GetValue(Database),
            VaultDatabase = parsed.GetValue(VaultDatabase),
            KeyFolder = Path.GetFullPath(parsed.GetValue(Keys) ?? Path.Combine(data, "keys")),
        };
    }
}
