using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive.Renditions;

/// <summary>Asks for a study's renditions when its first instance arrives, or one after it had settled. Raw SQL in the arrival's transaction (docs/decisions/0008): asked anew it starts afresh.</summary>
internal static class RenderSoon
{
    private const string Sql = """
        INSERT INTO study_steps ("StudyUid", "Kind", "DueAt", "Attempts", "LastError") VALUES (@study, @kind, @due, 0, NULL)
        ON CONFLICT ("StudyUid", "Kind") DO UPDATE SET "DueAt" = @due, "Attempts" = 0, "LastError" = NULL
        """;

    public static Task AskAsync(Database db, Study study) => db.Command(Sql, ("@study", study.Uid), ("@kind", nameof(StepKind.Render)), ("@due", RenderStep.DueAt(study).UtcTicks)).ExecuteNonQueryAsync();
}
