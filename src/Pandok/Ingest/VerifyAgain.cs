using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>Asks for the step that searches a study's archived instances again. Raw SQL in the arrival's transaction (docs/decisions/0008): asked anew it starts afresh.</summary>
internal static class VerifyAgain
{
    private const string Sql = """
        INSERT INTO study_steps ("StudyUid", "Kind", "DueAt", "Attempts", "LastError") VALUES (@study, @kind, 0, 0, NULL)
        ON CONFLICT ("StudyUid", "Kind") DO UPDATE SET "DueAt" = 0, "Attempts" = 0, "LastError" = NULL
        """;

    public static Task AskAsync(Database db, string study) => db.Command(Sql, ("@study", study), ("@kind", nameof(StepKind.Verify))).ExecuteNonQueryAsync();
}
