using System.Data.Common;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>
/// The rows an arriving instance meets, by raw SQL (docs/decisions/0008): all that is known in one round trip, all that changes in another. Only the columns that an
/// arrival reads or writes; new studies and series are added through the model.
/// </summary>
internal static class StudyRows
{
    /// <summary>What is known; null where there is no row.</summary>
    internal readonly record struct Known(string? InstanceStudy, string? InstanceSha256, Study? Study, Series? Series);

    private const string LoadSqlite = """
        SELECT "StudyUid", "Sha256" FROM instances WHERE "Uid" = @instance;
        SELECT "StudyUid", "Modality", "Number", "Description", "BodyPart", "InstanceCount" FROM series WHERE "Uid" = @series;
        SELECT "SiteId", "Pseudonym", "State", "Emergency", "Sex", "Age", "StudyDate", "StudyTime", "Accession", "StudyId", "Description", "Modality", "BodyPart",
            "Specialty", "SeriesCount", "InstanceCount", "ReceivedAt", "Version", "SettledAt" FROM studies WHERE "Uid" = @study
        """;

    // Whoever else changes this study waits until our commit, and we for his; SQLite has one writer anyway.
    private const string LoadPostgres = LoadSqlite + " FOR UPDATE";

    private const string Save = SaveWords + SaveCounts;

    // Left out where nothing of it changes: a column that is named has its indexes written again.
    private const string SaveWords = """
        UPDATE studies SET "State" = @state, "Emergency" = @emergency, "Sex" = @sex, "Age" = @age, "StudyDate" = @studyDate, "StudyTime" = @studyTime, "Accession" = @accession,
            "StudyId" = @studyId, "Description" = @studyDescription, "Modality" = @studyModality, "BodyPart" = @studyBodyPart, "Specialty" = @specialty,
            "SeriesCount" = @seriesCount, "SettledAt" = @settledAt WHERE "Uid" = @study;
        UPDATE series SET "Modality" = @seriesModality, "Number" = @seriesNumber, "Description" = @seriesDescription, "BodyPart" = @seriesBodyPart WHERE "Uid" = @series;

        """;

    private const string SaveCounts = """
        UPDATE studies SET "InstanceCount" = @studyInstances, "LastInstanceAt" = @lastInstanceAt, "SettlesAt" = @settlesAt, "Version" = @version WHERE "Uid" = @study;
        UPDATE series SET "InstanceCount" = @seriesInstances, "Version" = "Version" + 1 WHERE "Uid" = @series;
        INSERT INTO instances ("Uid", "SeriesUid", "StudyUid", "SopClass", "TransferSyntax", "Number", "Frames", "Rows", "Columns", "ObjectKey", "Size", "Sha256", "ReceivedAt")
            VALUES (@instance, @series, @study, @sopClass, @transferSyntax, @number, @frames, @rows, @columns, @objectKey, @size, @sha256, @receivedAt)
        """;

    /// <summary>What most arrivals leave as it is.</summary>
    internal readonly record struct Words(
        StudyState State, bool Emergency, string? Sex, string? Age, string? StudyDate, string? StudyTime, string? Accession, string? StudyId, string? Description, string Modality, string? BodyPart,
        string Specialty, int Series, DateTimeOffset? SettledAt, string SeriesModality, int? Number, string? SeriesDescription, string? SeriesBodyPart)
    {
        public static Words Of(Study study, Series series) => new(
            study.State, study.Emergency, study.Sex, study.Age, study.StudyDate, study.StudyTime, study.Accession, study.StudyId, study.Description, study.Modality, study.BodyPart,
            study.Specialty, study.SeriesCount, study.SettledAt, series.Modality, series.Number, series.Description, series.BodyPart);
    }

    public static async Task<Known> LoadAsync(Database db, InstanceUids uids)
    {
        var command = db.Command(db is PostgresDatabase ? LoadPostgres : LoadSqlite, ("@instance", uids.Instance), ("@series", uids.Series), ("@study", uids.Study));
        await using var rows = await command.ExecuteReaderAsync();
        var (itsStudy, itsSha) = await rows.ReadAsync() ? (rows.GetString(0), rows.GetString(1)) : (null, null);
        await rows.NextResultAsync();
        var knownSeries = await rows.ReadAsync() ? SeriesOf(rows, uids.Series) : null;
        await rows.NextResultAsync();
        var knownStudy = await rows.ReadAsync() ? StudyOf(rows, uids.Study) : null;
        return new Known(itsStudy, itsSha, knownStudy, knownSeries);
    }

    /// <param name="before">What was known when it was loaded.</param>
    public static Task SaveAsync(Database db, Study study, Series series, Instance instance, Words before) => (before == Words.Of(study, series) ? Counts(db, study, series, instance) : All(db, study, series, instance)).ExecuteNonQueryAsync();

    private static DbCommand Counts(Database db, Study study, Series series, Instance instance) => db.Command(
        SaveCounts,
        ("@lastInstanceAt", study.LastInstanceAt.UtcTicks), ("@settlesAt", study.SettlesAt.UtcTicks), ("@version", study.Version), ("@studyInstances", study.InstanceCount), ("@study", study.Uid), ("@seriesInstances", series.InstanceCount), ("@series", series.Uid),
        ("@instance", instance.Uid), ("@sopClass", instance.SopClass), ("@transferSyntax", instance.TransferSyntax), ("@number", instance.Number), ("@frames", instance.Frames),
        ("@rows", instance.Rows), ("@columns", instance.Columns), ("@objectKey", instance.ObjectKey), ("@size", instance.Size), ("@sha256", instance.Sha256),
        ("@receivedAt", instance.ReceivedAt.UtcTicks));

    private static DbCommand All(Database db, Study study, Series series, Instance instance) => db.Command(
        Save,
        ("@state", study.State.ToString()), ("@emergency", study.Emergency), ("@sex", study.Sex), ("@age", study.Age), ("@studyDate", study.StudyDate), ("@studyTime", study.StudyTime),
        ("@accession", study.Accession), ("@studyId", study.StudyId), ("@studyDescription", study.Description), ("@studyModality", study.Modality), ("@studyBodyPart", study.BodyPart),
        ("@specialty", study.Specialty), ("@seriesCount", study.SeriesCount), ("@studyInstances", study.InstanceCount), ("@lastInstanceAt", study.LastInstanceAt.UtcTicks),
        ("@settlesAt", study.SettlesAt.UtcTicks), ("@settledAt", study.SettledAt?.UtcTicks), ("@version", study.Version), ("@study", study.Uid),
        ("@seriesModality", series.Modality), ("@seriesNumber", series.Number), ("@seriesDescription", series.Description), ("@seriesBodyPart", series.BodyPart),
        ("@seriesInstances", series.InstanceCount), ("@series", series.Uid),
        ("@instance", instance.Uid), ("@sopClass", instance.SopClass), ("@transferSyntax", instance.TransferSyntax), ("@number", instance.Number), ("@frames", instance.Frames),
        ("@rows", instance.Rows), ("@columns", instance.Columns), ("@objectKey", instance.ObjectKey), ("@size", instance.Size), ("@sha256", instance.Sha256),
        ("@receivedAt", instance.ReceivedAt.UtcTicks));

    private static Series SeriesOf(DbDataReader row, string uid) => new()
    {
        Uid = uid,
        StudyUid = row.GetString(0),
        Modality = row.GetString(1),
        Number = row.IsDBNull(2) ? null : row.GetInt32(2),
        Description = Text(row, 3),
        BodyPart = Text(row, 4),
        InstanceCount = row.GetInt32(5),
    };

    private static Study StudyOf(DbDataReader row, string uid) => new()
    {
        Uid = uid,
        SiteId = row.GetGuid(0),
        Pseudonym = row.GetString(1),
        State = Enum.Parse<StudyState>(row.GetString(2)),
        Emergency = row.GetBoolean(3),
        Sex = Text(row, 4),
        Age = Text(row, 5),
        StudyDate = Text(row, 6),
        StudyTime = Text(row, 7),
        Accession = Text(row, 8),
        StudyId = Text(row, 9),
        Description = Text(row, 10),
        Modality = row.GetString(11),
        BodyPart = Text(row, 12),
        Specialty = row.GetString(13),
        SeriesCount = row.GetInt32(14),
        InstanceCount = row.GetInt32(15),
        ReceivedAt = new DateTimeOffset(row.GetInt64(16), TimeSpan.Zero),
        Version = row.GetInt32(17),
        SettledAt = row.IsDBNull(18) ? null : new DateTimeOffset(row.GetInt64(18), TimeSpan.Zero),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
