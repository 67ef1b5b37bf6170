using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify.Vaults;
using Pandok.Devices;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Orders;

public sealed class OrderPageTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_order_is_entered_changed_and_called_off_and_nobody_reads_its_patient_on_disk(Store store)
    {
        await using var scene = await OrderScene.OpenAsync(store);
        var id = await scene.PlaceAsync();
        var item = Assert.Single(await scene.ListAsync());
        Assert.Equal(("홍^길동", "DEMO-1", "19700131", "M"), (Text(item, "patient", "name"), Text(item, "patient", "id"), Text(item, "patient", "birthDate"), Text(item, "patient", "sex")));
        Assert.Equal(("ACC-77", "흉부 CT", "CT", "ROOM1", "urgent", "scheduled", "page"),
            (Text(item, "accession"), Text(item, "procedure"), Text(item, "modality"), Text(item, "station"), Text(item, "priority"), Text(item, "state"), Text(item, "door")));

        Assert.Equal(HttpStatusCode.NoContent, (await scene.Technologist.PutAsJsonAsync($"/api/site/orders/{id}", OrderScene.Wish(("patientId", "DEMO-2"), ("station", null), ("priority", "emergency")))).StatusCode);
        item = Assert.Single(await scene.ListAsync());
        Assert.Equal(("DEMO-2", "emergency", "ACC-77"), (Text(item, "patient", "id"), Text(item, "priority"), Text(item, "accession")));
        Assert.Equal(JsonValueKind.Null, item.GetProperty("station").ValueKind);

        Assert.Equal(HttpStatusCode.NoContent, (await scene.Technologist.PostAsync($"/api/site/orders/{id}/cancel", null)).StatusCode);
        Assert.Equal("orderTooLate", await scene.Technologist.PutAsJsonAsync($"/api/site/orders/{id}", OrderScene.Wish()).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("orderTooLate", await scene.Technologist.PostAsync($"/api/site/orders/{id}/complete", null).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("cancelled", Text(Assert.Single(await scene.ListAsync()), "state"));

        var trail = await scene.TrailAsync();
        foreach (var action in new[] { AuditAction.Ordered, AuditAction.OrderChanged, AuditAction.OrderCancelled, AuditAction.IdentityResolved }) Assert.Contains(action, trail);
        Assert.Equal([], scene.FilesWith("길동", "DEMO-1", "DEMO-2", "ACC-77", "흉부", "19700131", "기침", "REFERRER"));
        if (store == Store.Sqlite) Assert.NotEmpty(scene.FilesWith("ROOM1")); // the look does see what is in the open
    }

    [Fact]
    public async Task An_erased_sites_orders_have_lost_their_words()
    {
        await using var scene = await OrderScene.OpenAsync();
        await scene.PlaceAsync();
        await scene.Server.Services.GetRequiredService<Vault>().EraseAsync(scene.Site.Id, Actor.Platform, default);
        var item = Assert.Single(await scene.ListAsync());
        Assert.Equal(("", "", ""), (Text(item, "patient", "name"), Text(item, "accession"), Text(item, "procedure")));
    }

    [Fact]
    public async Task The_list_gives_the_devices_of_the_own_site_and_orders_of_no_other()
    {
        await using var scene = await OrderScene.OpenAsync();
        var other = await scene.Server.AddSiteAsync("BBB");
        await OrderScene.AddDeviceAsync(scene.Server, new NewDevice(other.Id, "Room 9", "ROOM9"));
        var stranger = await scene.Server.SignInAsync(Role.Referrer, other.Id);
        var id = await scene.PlaceAsync();

        var page = await stranger.GetFromJsonAsync<JsonElement>("/api/site/orders");
        Assert.Empty(page.GetProperty("items").EnumerateArray());
        Assert.Equal(["ROOM9"], page.GetProperty("stations").EnumerateArray().Select(one => one.GetProperty("aeTitle").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/api/site/orders/{id}/cancel", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PutAsJsonAsync($"/api/site/orders/{id}", OrderScene.Wish())).StatusCode);
        Assert.Equal("unknownStation", await stranger.PostAsJsonAsync("/api/site/orders", OrderScene.Wish()).CodeAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync("/api/site/orders", OrderScene.Wish(("site", scene.Site.Id)))).StatusCode);
    }

    [Theory]
    [InlineData("patientName", "", "patientNameMissing")]
    [InlineData("patientName", "a=b=c=d", "badPatientName")]
    [InlineData("patientId", null, "patientIdMissing")]
    [InlineData("patientId", "a\\b", "badPatientId")]
    [InlineData("birthDate", "2999-01-01", "badBirthDate")]
    [InlineData("birthDate", "1970-02-30", "badBirthDate")]
    [InlineData("sex", "X", "badSex")]
    [InlineData("accession", "12345678901234567", "badAccession")]
    [InlineData("procedure", " ", "procedureMissing")]
    [InlineData("modality", "C T", "badModality")]
    [InlineData("scheduledAt", null, "timeMissing")]
    [InlineData("scheduledAt", "2001-01-01T00:00:00Z", "badTime")]
    [InlineData("station", "NOBODY", "unknownStation")]
    public async Task What_DICOM_cannot_say_is_refused_by_name(string field, string? value, string code)
    {
        await using var scene = await OrderScene.OpenAsync();
        Assert.Equal(code, await scene.Technologist.PostAsJsonAsync("/api/site/orders", OrderScene.Wish((field, value))).CodeAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Empty(await scene.ListAsync());
    }

    [Fact]
    public async Task Without_a_number_the_order_gets_one_and_every_order_its_own_study()
    {
        await using var scene = await OrderScene.OpenAsync();
        var (first, second) = (await scene.PlaceAsync(("accession", null)), await scene.PlaceAsync(("accession", null)));
        var numbers = (await scene.ListAsync()).Select(item => Text(item, "accession")!).ToList();
        Assert.Equal(2, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.InRange(number.Length, 8, 16));
        var (one, two) = (await scene.RowAsync(first), await scene.RowAsync(second));
        Assert.NotEqual(one.StudyUid, two.StudyUid);
        Assert.StartsWith("2.25.", one.StudyUid);
    }

    [Theory]
    [InlineData("Scheduled", "InProgress", true)]
    [InlineData("Scheduled", "Cancelled", true)]
    [InlineData("Scheduled", "Completed", false)]
    [InlineData("InProgress", "Completed", true)]
    [InlineData("InProgress", "Discontinued", true)]
    [InlineData("InProgress", "Cancelled", false)]
    [InlineData("Completed", "InProgress", false)]
    [InlineData("Cancelled", "Scheduled", false)]
    [InlineData("Discontinued", "Completed", false)]
    public void An_order_moves_only_as_drawn(string from, string to, bool allowed) =>
        Assert.Equal(allowed, Pandok.Orders.OrderMove.IsAllowed(Enum.Parse<OrderState>(from), Enum.Parse<OrderState>(to)));

    private static string? Text(JsonElement element, params string[] path) => path.Aggregate(element, (at, name) => at.GetProperty(name)).GetString();
}
