using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Ingest;
using Pandok.Studies;

namespace Pandok.Tests.Ingest;

public sealed class InstanceIntakeTests
{
    private const int Senders = 6, Slices = 8;

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_same_study_from_many_associations_at_once_is_archived_once(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var origin = await OriginAsync(server, "AAA");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var mine = new List<ReceiveOutcome>();
            for (var i = 0; i < Slices; i++) mine.Add(await ReceiveAsync(server, origin, Slice((i + sender) % Slices)));
            return mine;
        })));

        Assert.Equal(Slices, outcomes.Sum(mine => mine.Count(outcome => outcome is ReceiveOutcome.Archived)));
        Assert.Equal(Slices * (Senders - 1), outcomes.Sum(mine => mine.Count(outcome => outcome is ReceiveOutcome.AlreadyThere)));
        var study = await server.WithDatabaseAsync(db => db.Set<Study>().SingleAsync());
        Assert.Equal((2, Slices, StudyState.Receiving), (study.SeriesCount, study.InstanceCount, study.State));
        Assert.Equal(study.LastInstanceAt + server.Options.SettleAfter, study.SettlesAt);
        Assert.Equal([Slices / 2, Slices / 2], await server.WithDatabaseAsync(db => db.Set<Series>().Select(series => series.InstanceCount).ToListAsync()));
        Assert.Equal(Slices, (await server.WithDatabaseAsync(db => db.Set<ReceiptRow>().SingleAsync())).Instances);
        var instances = await server.WithDatabaseAsync(db => db.Set<Instance>().AsNoTracking().ToListAsync());
        Assert.Equal(Enumerable.Range(0, Slices), instances.Select(instance => instance.Number!.Value).Order());
        Assert.All(instances, instance => Assert.Equal(instance.Size, new FileInfo(Path.Combine(server.Options.Data, "objects", instance.ObjectKey)).Length));
        Assert.Equal(Slices, Directory.GetFiles(Path.Combine(server.Options.Data, "objects"), "*", SearchOption.AllDirectories).Length);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_same_UID_with_other_content_is_refused_and_leaves_nothing(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var origin = await OriginAsync(server, "AAA");
        Assert.IsType<ReceiveOutcome.Archived>(await ReceiveAsync(server, origin, Slice(1)));
        var refused = Assert.IsType<ReceiveOutcome.Refused>(await ReceiveAsync(server, origin, Slice(1, pixel: 9)));
        Assert.Equal("uidConflict", refused.Code);
        Assert.Single(Directory.GetFiles(Path.Combine(server.Options.Data, "objects"), "*", SearchOption.AllDirectories));
        Assert.Equal(1, (await server.WithDatabaseAsync(db => db.Set<Study>().SingleAsync())).InstanceCount);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_late_instance_of_a_reported_study_amends_it_and_says_what_was_missing(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var origin = await OriginAsync(server, "AAA");
        await ReceiveAsync(server, origin, Slice(1, modality: "SR"));
        await server.WithDatabaseAsync(db => db.Set<Study>().ExecuteUpdateAsync(row => row.SetProperty(study => study.State, StudyState.Reported).SetProperty(study => study.SettledAt, DateTimeOffset.UnixEpoch)));
        var before = await server.WithDatabaseAsync(db => db.Set<Study>().SingleAsync());
        await ReceiveAsync(server, origin, Slice(2));
        var after = await server.WithDatabaseAsync(db => db.Set<Study>().SingleAsync());
        Assert.Equal((StudyState.Amending, null, "CT", 2), (after.State, after.SettledAt, after.Modality, after.InstanceCount));
        Assert.True(after.Version > before.Version); // the analysis step may have touched the settled study in between
        Assert.Equal(before.ReceivedAt, after.ReceivedAt);
        var reopened = await server.WithDatabaseAsync(db => db.Set<AuditEntry>().SingleAsync(entry => entry.Action == AuditAction.Reopened));
        Assert.Equal((after.Uid, origin.SiteId, """{"from":"reported","state":"amending"}"""), (reopened.Study, reopened.Site, reopened.Detail));
    }

    [Fact]
    public async Task In_two_halves_a_day_and_a_restart_apart_it_is_one_study_and_from_another_site_another_one()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Task<RunningServer> StartAsync() => RunningServer.StartOnAsync(null, null, folder: folder.Path, configure: services => services.AddSingleton<TimeProvider>(time));
        Origin origin;
        await using (var first = await StartAsync())
        {
            origin = await OriginAsync(first, "AAA");
            for (var i = 0; i < Slices / 2; i++) Assert.IsType<ReceiveOutcome.Archived>(await ReceiveAsync(first, origin, Slice(i)));
        }

        time.Advance(TimeSpan.FromDays(1));
        await using var server = await StartAsync();
        for (var i = Slices / 2; i < Slices; i++) Assert.IsType<ReceiveOutcome.Archived>(await ReceiveAsync(server, origin, Slice(i)));
        var study = await server.WithDatabaseAsync(db => db.Set<Study>().SingleAsync());
        Assert.Equal((2, Slices, TimeSpan.FromDays(1)), (study.SeriesCount, study.InstanceCount, study.LastInstanceAt - study.ReceivedAt));
        var sets = new List<DataSet>();
        foreach (var path in Directory.GetFiles(Path.Combine(server.Options.Data, "objects"), "*.dcm", SearchOption.AllDirectories))
            sets.Add((await DoorScene.HeaderAsync(await File.ReadAllBytesAsync(path))).DataSet);
        Assert.Equal(Slices, sets.Count);
        foreach (var tag in (Tag[])[Tags.StudyInstanceUID, Tags.PatientID, Tags.StudyDate, Tags.FrameOfReferenceUID]) Assert.Single(sets.Select(set => set.GetString(tag)).Distinct());
        Assert.NotEqual("20260102", sets[0].GetString(Tags.StudyDate));

        var elsewhere = await OriginAsync(server, "BBB");
        for (var i = 0; i < Slices; i++) Assert.IsType<ReceiveOutcome.Archived>(await ReceiveAsync(server, elsewhere, Slice(i)));
        var studies = await server.WithDatabaseAsync(db => db.Set<Study>().AsNoTracking().ToListAsync());
        Assert.Equal([Slices, Slices], studies.Select(one => one.InstanceCount));
        Assert.Equal([2, 2, 2], [studies.Select(one => one.Uid).Distinct().Count(), studies.Select(one => one.Pseudonym).Distinct().Count(), studies.Select(one => one.SiteId).Distinct().Count()]);
        Assert.Equal(4, await server.WithDatabaseAsync(db => db.Set<Series>().Select(series => series.Uid).Distinct().CountAsync()));
    }

    [Fact]
    public async Task Elements_behind_the_pixels_are_not_kept_and_the_coordinator_learns_how_many()
    {
        await using var server = await RunningServer.StartAsync();
        var origin = await OriginAsync(server, "AAA");
        var behind = new ArrayBufferWriter<byte>();
        var more = new DataSet().Set(new Tag(0x7FE10010), Vr.LO, "DEMO").Set(new Tag(0x7FE11001), Vr.LO, "DEMO^PATIENT");
        more.Set(DataElement.Of(new Tag(0xFFFCFFFC), Vr.OB, new byte[64]));
        DicomWriter.WriteDataSet(behind, more, TransferSyntax.ExplicitLittleEndian);
        Assert.Equal(2, Assert.IsType<ReceiveOutcome.Archived>(await ReceiveAsync(server, origin, [.. Slice(1), .. behind.WrittenSpan])).Dropped);
        var problem = await server.WithDatabaseAsync(db => db.Set<IntakeProblem>().SingleAsync());
        Assert.Equal(("behindPixelsDropped", "The object was taken; 2 elements behind Pixel Data were not kept", origin.SiteId), (problem.Code, problem.Detail, problem.SiteId));
        var stored = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Path.Combine(server.Options.Data, "objects"), "*.dcm", SearchOption.AllDirectories)));
        Assert.True(stored.AsSpan().IndexOf("DEMO^PATIENT"u8) < 0);
        // Padding alone is nothing that is lost.
        Assert.Equal(0, Assert.IsType<ReceiveOutcome.Archived>(await ReceiveAsync(server, origin, [.. Slice(2), 0xFC, 0xFF, 0xFC, 0xFF, (byte)'O', (byte)'B', 0, 0, 2, 0, 0, 0, 0, 0])).Dropped);
    }

    private static async Task<Origin> OriginAsync(RunningServer server, string code) => new((await server.AddSiteAsync(code)).Id, Guid.NewGuid(), Door.Dimse, "127.0.0.1:1", "TEST");

    private static Task<ReceiveOutcome> ReceiveAsync(RunningServer server, Origin origin, byte[] file) =>
        server.Services.GetRequiredService<InstanceIntake>().ReceiveAsync(new MemoryStream(file), null, origin, default);

    private static byte[] Slice(int number, byte pixel = 1, string modality = "CT")
    {
        var set = new DataSet()
            .Set(Tags.SOPClassUID, Vr.UI, "1.2.840.10008.5.1.4.1.1.2").Set(Tags.SOPInstanceUID, Vr.UI, $"1.2.3.4.{number + 1}")
            .Set(Tags.StudyDate, Vr.DA, "20260102").Set(Tags.Modality, Vr.CS, modality).Set(Tags.PatientName, Vr.PN, "DEMO^PATIENT").Set(Tags.PatientID, Vr.LO, "DEMO-1")
            .Set(Tags.StudyInstanceUID, Vr.UI, "1.2.3.1").Set(Tags.SeriesInstanceUID, Vr.UI, $"1.2.3.2.{number % 2 + 1}").Set(Tags.InstanceNumber, Vr.IS, $"{number}")
            .SetIntegers(Tags.Rows, Vr.US, 16).SetIntegers(Tags.Columns, Vr.US, 16);
        var bytes = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(bytes, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(bytes, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WritePixelDataHead(bytes, new PixelDataHead(Tags.PixelData, Vr.OW, 512), TransferSyntax.ExplicitLittleEndian);
        bytes.Write(Enumerable.Repeat(pixel, 512).ToArray());
        return bytes.WrittenSpan.ToArray();
    }
}
