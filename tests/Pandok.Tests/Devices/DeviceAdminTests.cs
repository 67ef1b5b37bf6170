using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Pandok.Access;
using Pandok.Tests.Orders;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Devices;

public sealed class DeviceAdminTests
{
    [Fact]
    public async Task The_administrator_sets_address_and_permission_and_the_echo_says_what_is_there()
    {
        await using var scene = await OrderScene.OpenAsync();
        var admin = await scene.Server.SignInAsync(Role.Admin);
        var path = $"/api/admin/devices/{scene.Device.Id}";
        Assert.Equal("noAddress", await EchoAsync());

        var port = Peer.FreePort();
        await admin.PutAsJsonAsync(path, new { name = "Room one", host = "127.0.0.1", port, mayRetrieve = true, characterSet = @"\ISO 2022 IR 149" }).JsonAsync(HttpStatusCode.NoContent);
        var item = Assert.Single((await admin.GetFromJsonAsync<JsonElement>("/api/admin/devices")).GetProperty("items").EnumerateArray());
        Assert.Equal(("Room one", "127.0.0.1", port, true, @"\ISO 2022 IR 149"), (item.GetProperty("name").GetString(), item.GetProperty("host").GetString(), item.GetProperty("port").GetInt32(), item.GetProperty("mayRetrieve").GetBoolean(), item.GetProperty("characterSet").GetString()));
        Assert.Equal("unreachable", await EchoAsync());
        using (await Peer.StayAsync(port, "storescp", "-aet", "ROOM1", $"{port}")) Assert.Equal("answered", await EchoAsync());
        using (await Peer.StayAsync(port, "storescp", "--refuse", $"{port}")) Assert.Equal("rejected", await EchoAsync());

        foreach (var (bad, code) in new (object, string)[] { (new { host = "a b" }, "badHost"), (new { port = 70000 }, "badPort"), (new { characterSet = "EBCDIC" }, "badCharacterSet") })
            Assert.Equal(code, await admin.PutAsJsonAsync(path, bad).CodeAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PutAsJsonAsync($"/api/admin/devices/{Guid.NewGuid()}", new { name = "x" })).StatusCode);

        async Task<string?> EchoAsync() => (await admin.PostAsync($"{path}/echo", null).JsonAsync()).GetProperty("code").GetString();
    }
}
