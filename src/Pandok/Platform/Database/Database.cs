using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Pandok.Platform.Database;

/// <summary>
/// The one database. It knows no stage: each stage lays its <see cref="IEntityTypeConfiguration{TEntity}"/> beside its rows and asks with <c>Set&lt;T&gt;()</c>.
/// Times are UTC ticks (SQLite cannot order DateTimeOffset) in both providers.
/// </summary>
internal abstract class Database(DbContextOptions options) : DbContext(options)
{
    private readonly Dictionary<string, DbCommand> commands = [];

    /// <summary>Keeps the connection open until this is disposed.</summary>
    public Task OpenAsync() => Database.OpenConnectionAsync();

    /// <summary>
    /// For hot paths: SQL as it stands (one statement or several, separated by semicolons), in the current transaction. Parsed once as long as the connection stays open.
    /// Times are ticks, enumerations their names, as the model keeps them.
    /// </summary>
    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!commands.TryGetValue(sql, out var command)) commands[sql] = command = NewCommand(sql, values);
        command.Transaction = Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        return command;
    }

    public override void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        base.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in commands.Values) await command.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(Database).Assembly, type => type.Namespace?.StartsWith("Pandok.Deidentify.Vaults", StringComparison.Ordinal) != true);

    private DbCommand NewCommand(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // constants of this program only
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, _) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
