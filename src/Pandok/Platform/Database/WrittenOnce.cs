using Microsoft.EntityFrameworkCore.Migrations;

namespace Pandok.Platform.Database;

/// <summary>
/// Rows that are written once: the database itself refuses to change or delete them, whoever asks. Laid in the migration that makes the table; what
/// is laid goes with the table when it is dropped.
/// </summary>
internal static class WrittenOnce
{
    public const string Refusal = "these rows are written once and never changed";
    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    /// <param name="key">The columns of the primary key.</param>
    public static void Lay(MigrationBuilder migration, string table, params string[] key)
    {
        if (migration.ActiveProvider == Sqlite)
        {
            migration.Sql($"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;");
            migration.Sql($"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;");
            // INSERT OR REPLACE deletes without firing the delete trigger.
            var same = string.Join(" AND ", key.Select(column => $"old.\"{column}\" = NEW.\"{column}\""));
            migration.Sql($"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} old WHERE {same}) BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;");
            return;
        }

        migration.Sql($"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{Refusal}'; END $$;");
        migration.Sql($"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();");
        migration.Sql($"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();");
    }

    /// <summary>After the table was dropped.</summary>
    public static void Lift(MigrationBuilder migration, string table)
    {
        if (migration.ActiveProvider != Sqlite)
            migration.Sql($"DROP FUNCTION {table}_refuse();");
    }
}
