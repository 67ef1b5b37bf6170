using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Audit;
using Pandok.Ingest;
using Pandok.Orders;
using Pandok.Studies;
using Pandok.Tests.Orders;

namespace Pandok.Tests.Devices;

/// <summary>Performed procedure steps, said by a foreign peer (dimse_peer.py over pydicom).</summary>
public sealed class PerformedStepTests
{
    private const string Step = "1.2.826.0.1.3680043.8.498.1001";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_step_takes_its_order_with_it_and_ends_once(Store store)
    {
        await using var scene = await OrderScene.OpenAsync(store);
        var id = await scene.PlaceAsync();
        var item = Assert.Single(await ModalityWorklistTests.FindAsync(scene, "ROOM1"));
        Assert.Equal("0000", await SayAsync(scene, "create", Step, Begin(item.GetProperty("StudyInstanceUID").GetString()!, "ACC-77")));
        Assert.Equal(OrderState.InProgress, (await scene.RowAsync(id)).State);
        Assert.Empty(await ModalityWorklistTests.FindAsync(scene, "ROOM1"));
        Assert.Equal("0111", await SayAsync(scene, "create", Step, Begin("1.2.3", "ACC-77")));
        Assert.Equal("0000", await SayAsync(scene, "set", Step, new { CommentsOnThePerformedProcedureStep = "still busy with 홍길동" }));
        Assert.Equal("0106", await SayAsync(scene, "set", Step, new { PerformedProcedureStepStatus = "DONE" }));
        Assert.Equal("0000", await SayAsync(scene, "set", Step, new { PerformedProcedureStepStatus = "COMPLETED", PerformedProcedureStepEndDate = "20261122" }));
        Assert.Equal(OrderState.Completed, (await scene.RowAsync(id)).State);

        var refused = await AnswerAsync(scene, "set", Step, new { PerformedProcedureStepStatus = "DISCONTINUED" });
        Assert.Equal(("0110", "Performed Procedure Step Object may no longer be updated", "A710", Step), (Text(refused, "status"), Text(refused, "comment"), Text(refused, "errorId"), Text(refused, "sopInstance")));
        Assert.Equal(OrderState.Completed, (await scene.RowAsync(id)).State);
        Assert.Equal("0112", await SayAsync(scene, "set", Step + "4", new { PerformedProcedureStepStatus = "COMPLETED" }));

        var trail = await scene.TrailAsync();
        Assert.Contains(AuditAction.Started, trail);
        Assert.Contains(AuditAction.Performed, trail);
        Assert.Equal([], scene.FilesWith("길동", "DEMO-1", "ACC-77", Step));
    }

    [Fact]
    public async Task A_step_that_is_broken_off_discontinues_its_order_unless_another_one_is_done()
    {
        await using var scene = await OrderScene.OpenAsync();
        var (first, second) = (await scene.PlaceAsync(("accession", "ACC-1")), await scene.PlaceAsync(("accession", "ACC-2")));
        Assert.Equal("0000", await SayAsync(scene, "create", Step + ".1", Begin("1.2.3", "ACC-1")));
        Assert.Equal("0000", await SayAsync(scene, "set", Step + ".1", new { PerformedProcedureStepStatus = "DISCONTINUED" }));
        Assert.Equal(OrderState.Discontinued, (await scene.RowAsync(first)).State);

        Assert.Equal("0000", await SayAsync(scene, "create", Step + ".2", Begin("1.2.4", "ACC-2")));
        Assert.Equal("0000", await SayAsync(scene, "create", Step + ".3", Begin("1.2.4", "ACC-2")));
        Assert.Equal("0000", await SayAsync(scene, "set", Step + ".2", new { PerformedProcedureStepStatus = "DISCONTINUED" }));
        Assert.Equal(OrderState.InProgress, (await scene.RowAsync(second)).State);
        Assert.Equal("0000", await SayAsync(scene, "set", Step + ".3", new { PerformedProcedureStepStatus = "COMPLETED" }));
        Assert.Equal(OrderState.Completed, (await scene.RowAsync(second)).State);
    }

    [Fact]
    public async Task A_step_that_nobody_ordered_is_taken_and_a_malformed_one_is_not()
    {
        await using var scene = await OrderScene.OpenAsync();
        Assert.Equal("0000", await SayAsync(scene, "create", Step, Begin("1.2.3", "")));
        Assert.Equal("0106", await SayAsync(scene, "create", Step + ".1", new { PerformedProcedureStepStatus = "COMPLETED" }));
        Assert.Equal("0120", await SayAsync(scene, "create", Step + ".2", new { PerformedProcedureStepStatus = "IN PROGRESS" }));
        var step = await scene.Server.WithDatabaseAsync(db => Task.FromResult(Assert.Single(db.Set<PerformedStep>())));
        Assert.Null(step.OrderId);
        Assert.StartsWith("2.25.", step.StudyUid);
    }

    internal static object Begin(string study, string accession) => new
    {
        SpecificCharacterSet = "ISO_IR 192",
        Modality = "CT",
        PatientName = "홍^길동",
        PatientID = "DEMO-1",
        PerformedStationAETitle = "ROOM1",
        PerformedProcedureStepStartDate = "20261122",
        PerformedProcedureStepStartTime = "101500",
        PerformedProcedureStepStatus = "IN PROGRESS",
        PerformedProcedureStepID = "1",
        ScheduledStepAttributesSequence = new[] { new { StudyInstanceUID = study, AccessionNumber = accession } },
    };

    // PS3.7 Annex C.5 and sections 10.1.3, 10.1.5: what a refusal carries.
    [Fact]
    public async Task A_refusal_names_its_reason_the_instance_and_the_attributes()
    {
        await using var scene = await OrderScene.OpenAsync();
        Assert.Equal("0000", await SayAsync(scene, "create", Step, Begin("1.2.3", "")));
        var cases = new (string Verb, string Uid, object Attributes, string Status, string Comment, string[] Blamed)[]
        {
            ("create", Step, Begin("1.2.3", ""), "0111", "Duplicate SOP instance", []),
            ("set", Step + ".9", new { PerformedProcedureStepStatus = "COMPLETED" }, "0112", "No such SOP instance", []),
            ("set", Step, new { PerformedProcedureStepStatus = "DONE" }, "0106", "Invalid attribute value", ["00400252"]),
            ("create", Step + ".8", new { PerformedProcedureStepStatus = "IN PROGRESS" }, "0120", "Missing attribute", ["00400270"]),
        };
        foreach (var (verb, uid, attributes, status, comment, blamed) in cases)
        {
            var answer = await AnswerAsync(scene, verb, uid, attributes);
            Assert.Equal((status, comment, "1.2.840.10008.3.1.2.3.3", uid), (Text(answer, "status"), Text(answer, "comment"), Text(answer, "sopClass"), Text(answer, "sopInstance")));
            Assert.Equal(blamed, answer.GetProperty("attributes").EnumerateArray().Select(one => one.GetString()!));
        }
    }

    private static string? Text(JsonElement answer, string name) => answer.GetProperty(name).GetString();

    private static async Task<string?> SayAsync(OrderScene scene, string verb, string uid, object attributes) => (await AnswerAsync(scene, verb, uid, attributes)).GetProperty("status").GetString();

    private static async Task<JsonElement> AnswerAsync(OrderScene scene, string verb, string uid, object attributes)
    {
        using var folder = new TemporaryFolder();
        return await Peer.DimseAsync("mpps", "127.0.0.1", $"{scene.Server.Services.GetRequiredService<DicomDoor>().Port}", "ROOM1", verb, uid, await Peer.JsonFileAsync(folder["step.json"], attributes));
    }
}
