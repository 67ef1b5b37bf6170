using System.Net.Http.Json;
using System.Text.Json;
using Pandok.Access;
using Pandok.Studies;
using Pandok.Tests.Devices;

namespace Pandok.Tests.Orders;

/// <summary>A study that comes in finds its order.</summary>
public sealed class ArrivalTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task By_study_or_by_accession_it_is_linked_and_the_site_sees_the_whole_way(bool byStudy)
    {
        await using var archive = await ArchiveScene.OpenAsync(attributes: new { AccessionNumber = "OTHER" });
        var scene = archive.Scene;
        var id = await scene.PlaceAsync(("priority", "emergency"));
        var item = Assert.Single(await ModalityWorklistTests.FindAsync(scene, "ROOM1"));
        Directory.Delete(archive.Folder["study"], recursive: true);
        await Peer.MakeStudyAsync(archive.Folder["study"], 2, byStudy
            ? new { AccessionNumber = "", StudyInstanceUID = item.GetProperty("StudyInstanceUID").GetString() }
            : new { AccessionNumber = "ACC-77", StudyInstanceUID = "1.2.826.0.1.3680043.8.498.5" } as object);
        await archive.SendAsync();

        var order = await scene.RowAsync(id);
        Assert.Equal(OrderState.InProgress, order.State);
        Assert.Equal(byStudy, order.LinkedStudy == order.StudyUid);
        var study = await scene.Technologist.GetFromJsonAsync<JsonElement>($"/api/site/studies/{order.LinkedStudy}");
        Assert.True(study.GetProperty("emergency").GetBoolean());
        Assert.Equal(["ordered", "received", "started", "emergency"], study.GetProperty("timeline").EnumerateArray().Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal(order.LinkedStudy, Assert.Single(await scene.ListAsync()).GetProperty("study").GetString());
        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await scene.Technologist.PostAsync($"/api/site/orders/{id}/complete", null)).StatusCode);
        Assert.Equal(OrderState.Completed, (await scene.RowAsync(id)).State);
    }

    [Fact]
    public async Task A_study_of_another_site_or_without_an_order_is_linked_to_none()
    {
        await using var archive = await ArchiveScene.OpenAsync(attributes: new { AccessionNumber = "ACC-77" });
        var id = await archive.Scene.PlaceAsync(); // ordered only after it came: the study is older
        Assert.Null((await archive.Scene.RowAsync(id)).LinkedStudy);
        var other = await archive.Scene.Server.AddSiteAsync("BBB");
        await OrderScene.AddDeviceAsync(archive.Scene.Server, new Pandok.Devices.NewDevice(other.Id, "Room 9", "ROOM9"));
        await archive.SendAsync("ROOM9");
        Assert.Null((await archive.Scene.RowAsync(id)).LinkedStudy);
        Assert.NotNull(await archive.Scene.Server.SignInAsync(Role.Referrer, other.Id));
    }
}
