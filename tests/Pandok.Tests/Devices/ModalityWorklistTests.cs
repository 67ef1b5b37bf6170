using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Audit;
using Pandok.Devices;
using Pandok.Ingest;
using Pandok.Tests.Orders;

namespace Pandok.Tests.Devices;

/// <summary>The worklist as DCMTK's findscu asks for it and pydicom reads it.</summary>
public sealed class ModalityWorklistTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_device_finds_its_sites_scheduled_orders_with_the_patient(Store store)
    {
        await using var scene = await OrderScene.OpenAsync(store);
        await scene.PlaceAsync();
        var item = Assert.Single(await FindAsync(scene, "ROOM1"));
        Assert.Equal(("홍^길동", "DEMO-1", "19700131", "M"), (Text(item, "PatientName"), Text(item, "PatientID"), Text(item, "PatientBirthDate"), Text(item, "PatientSex")));
        Assert.Equal(("ACC-77", "흉부 CT", "HIGH", "ISO_IR 192", "DEMO^REFERRER"),
            (Text(item, "AccessionNumber"), Text(item, "RequestedProcedureDescription"), Text(item, "RequestedProcedurePriority"), Text(item, "SpecificCharacterSet"), Text(item, "RequestingPhysician")));
        var step = item.GetProperty("ScheduledProcedureStepSequence")[0];
        var seoul = TimeZoneInfo.ConvertTime(OrderScene.At(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"));
        Assert.Equal(("CT", "ROOM1", seoul.ToString("yyyyMMdd", CultureInfo.InvariantCulture), seoul.ToString("HHmmss", CultureInfo.InvariantCulture)),
            (Text(step, "Modality"), Text(step, "ScheduledStationAETitle"), Text(step, "ScheduledProcedureStepStartDate"), Text(step, "ScheduledProcedureStepStartTime")));
        Assert.StartsWith("2.25.", Text(item, "StudyInstanceUID"));
        var order = await scene.RowAsync((await scene.ListAsync())[0].GetProperty("order").GetGuid());
        Assert.NotEqual(order.StudyUid, Text(item, "StudyInstanceUID")); // the row has the mapped one
        Assert.Contains(AuditAction.IdentityResolved, await scene.TrailAsync());
    }

    [Fact]
    public async Task Keys_match_as_the_standard_says()
    {
        await using var scene = await OrderScene.OpenAsync();
        await OrderScene.AddDeviceAsync(scene.Server, new NewDevice(scene.Site.Id, "Room 2", "ROOM2"));
        await scene.PlaceAsync(("patientName", "HONG^GILDONG==홍^길동"));
        await scene.PlaceAsync(("patientName", "DEMO^SECOND"), ("patientId", "DEMO-22"), ("accession", "ACC-88"), ("modality", "DX"), ("station", "ROOM2"), ("scheduledAt", OrderScene.At().AddDays(3)));
        var (today, later) = (Local(OrderScene.At()), Local(OrderScene.At().AddDays(3)));
        string Day(DateTimeOffset at) => at.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        const string Step = "ScheduledProcedureStepSequence[0].";
        foreach (var (keys, found) in new (string[] Keys, string[] Found)[]
        {
            ([], ["ACC-77", "ACC-88"]),
            ([$"{Step}Modality=DX"], ["ACC-88"]),
            ([$"{Step}ScheduledStationAETitle=ROOM1"], ["ACC-77"]),
            ([$"{Step}ScheduledStationAETitle=ROOM*"], ["ACC-77", "ACC-88"]),
            ([$"{Step}ScheduledProcedureStepStartDate={Day(today)}"], ["ACC-77"]),
            ([$"{Step}ScheduledProcedureStepStartDate={Day(today)}-{Day(later)}"], ["ACC-77", "ACC-88"]),
            ([$"{Step}ScheduledProcedureStepStartDate={Day(later)}-"], ["ACC-88"]),
            ([$"{Step}ScheduledProcedureStepStartDate=-{Day(today)}"], ["ACC-77"]),
            // Both as ranges are one period: from today's hour to the same day's end of it.
            ([$"{Step}ScheduledProcedureStepStartDate={Day(today)}-{Day(later)}", $"{Step}ScheduledProcedureStepStartTime={later:HHmm}-{later:HHmm}"], ["ACC-77", "ACC-88"]),
            ([$"{Step}ScheduledProcedureStepStartDate={Day(today)}-{Day(later)}", $"{Step}ScheduledProcedureStepStartTime={today:HH}30-{later:HH}59"], ["ACC-88"]),
            (["PatientName=HONG*"], ["ACC-77"]),
            (["PatientName=hong^gildong"], ["ACC-77"]),
            (["PatientName=D?MO*"], ["ACC-88"]),
            (["PatientID=DEMO-22"], ["ACC-88"]),
            (["PatientID=DEMO-2"], []),
            (["AccessionNumber=ACC-77"], ["ACC-77"]),
            (["AccessionNumber=ACC-*"], ["ACC-77", "ACC-88"]),
            (["AccessionNumber=ACC-77", "PatientID=DEMO-22"], []),
        })
        {
            var answers = await FindAsync(scene, "ROOM1", keys);
            Assert.True(found.SequenceEqual(answers.Select(one => Text(one, "AccessionNumber"))), $"{string.Join(' ', keys)}: {string.Join(' ', answers.Select(one => Text(one, "AccessionNumber")))}");
        }
    }

    [Fact]
    public async Task Another_sites_device_and_a_cancelled_order_find_nothing()
    {
        await using var scene = await OrderScene.OpenAsync();
        var other = await scene.Server.AddSiteAsync("BBB");
        await OrderScene.AddDeviceAsync(scene.Server, new NewDevice(other.Id, "Room 9", "ROOM9"));
        var id = await scene.PlaceAsync();
        Assert.Empty(await FindAsync(scene, "ROOM9"));
        Assert.Single(await FindAsync(scene, "ROOM1"));
        (await scene.Technologist.PostAsync($"/api/site/orders/{id}/cancel", null)).EnsureSuccessStatusCode();
        Assert.Empty(await FindAsync(scene, "ROOM1"));
        using var folder = new TemporaryFolder();
        var (_, said) = await Peer.RunAsync("findscu", "-W", "-aet", "NOBODY", "-aec", "PANDOK", "-k", "PatientName", "127.0.0.1", $"{PortOf(scene)}");
        Assert.Contains("Calling AE Title Not Recognized", said);
    }

    [Theory]
    [InlineData(@"\ISO 2022 IR 149", "홍^길동", @"\ISO 2022 IR 149")]
    [InlineData(@"\ISO 2022 IR 149", "José^Demo", "ISO_IR 192")] // KS X 1001 has no é
    [InlineData("ISO_IR 100", "Ærø^Demo", "ISO_IR 100")]
    [InlineData("ISO_IR 100", "홍^길동", "ISO_IR 192")]
    public async Task A_device_gets_its_own_character_set_where_that_can_say_it(string set, string name, string used)
    {
        await using var scene = await OrderScene.OpenAsync();
        await OrderScene.AddDeviceAsync(scene.Server, new NewDevice(scene.Site.Id, "Room 3", "ROOM3", CharacterSet: set));
        await scene.PlaceAsync(("patientName", name), ("procedure", "CT"), ("question", null), ("station", null));
        var item = Assert.Single(await FindAsync(scene, "ROOM3"));
        Assert.Equal((name, used), (Text(item, "PatientName"), Text(item, "SpecificCharacterSet")));
        Assert.Equal("ROOM3", Text(item.GetProperty("ScheduledProcedureStepSequence")[0], "ScheduledStationAETitle"));
    }

    private static int PortOf(OrderScene scene) => scene.Server.Services.GetRequiredService<DicomDoor>().Port;

    private static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"));

    private static string? Text(JsonElement element, string keyword) => element.GetProperty(keyword).GetString();

    /// <summary>findscu's answers, extracted to files and read by pydicom.</summary>
    internal static async Task<IReadOnlyList<JsonElement>> FindAsync(OrderScene scene, string ae, params string[] keys)
    {
        using var folder = new TemporaryFolder();
        string[] wanted =
        [
            "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "AccessionNumber", "StudyInstanceUID", "RequestedProcedureDescription", "RequestedProcedurePriority", "RequestingPhysician",
            "ScheduledProcedureStepSequence[0].Modality", "ScheduledProcedureStepSequence[0].ScheduledStationAETitle",
            "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartDate", "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartTime", .. keys,
        ];
        var (code, said) = await Peer.RunAsync("findscu", ["-v", "-W", "-X", "-od", folder.Path, "-aet", ae, "-aec", "PANDOK", .. wanted.SelectMany(key => new[] { "-k", key }), "127.0.0.1", $"{PortOf(scene)}"]);
        Assert.True(code == 0 && !said.Contains("F: ", StringComparison.Ordinal) && said.Contains("Success", StringComparison.Ordinal), said);
        return await Peer.ReadAsync(Directory.GetFiles(folder.Path, "*.dcm").Order());
    }
}
