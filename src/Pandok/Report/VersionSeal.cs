using Microsoft.EntityFrameworkCore.Migrations;

namespace Pandok.Report;

/// <summary>Invariant 4, kept by the database: a signed version is never changed or deleted, whoever asks. Part of the migration that makes the table.</summary>
internal static class VersionSeal
{
    public const string Refusal = "a signed report version is never changed";

    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    public static void Lay(MigrationBuilder migration)
    {
        if (migration.ActiveProvider == Sqlite)
        {
            migration.Sql($"CREATE TRIGGER report_versions_no_update BEFORE UPDATE ON report_versions BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;");
            migration.Sql($"CREATE TRIGGER report_versions_no_delete BEFORE DELETE ON report_versions BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;");
            // INSERT OR REPLACE deletes without firing the delete trigger.
            migration.Sql($"CREATE TRIGGER report_versions_no_replace BEFORE INSERT ON report_versions WHEN EXISTS (SELECT 1 FROM report_versions v WHERE v.\"StudyUid\" = NEW.\"StudyUid\" AND v.\"Number\" = NEW.\"Number\") BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;");
            return;
        }
        migration.Sql($"CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{Refusal}'; END $$;");
        migration.Sql("CREATE TRIGGER report_versions_sealed BEFORE UPDATE OR DELETE ON report_versions FOR EACH ROW EXECUTE FUNCTION refuse_version_change();");
        migration.Sql("CREATE TRIGGER report_versions_kept BEFORE TRUNCATE ON report_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_version_change();");
    }

    /// <summary>What is left when the table, and its triggers with it, is dropped.</summary>
    public static void Lift(MigrationBuilder migration)
    {
        if (migration.ActiveProvider != Sqlite)
            migration.Sql("DROP FUNCTION refuse_version_change();");
    }
}
