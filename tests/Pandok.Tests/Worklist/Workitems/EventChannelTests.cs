using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Pandok.Access;
using Pandok.Worklist.Workitems;

namespace Pandok.Tests.Worklist.Workitems;

public sealed class EventChannelTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Who_subscribed_to_all_hears_of_each_change_once(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var uid = await server.ReadingAsync();
        var login = await server.AddUserAsync(Role.Reader, site.Id);
        var reader = await server.SignInAsync(login);
        using var subscribed = await reader.SendAsync(HttpMethod.Post, $"/{WorkitemSubscription.Global}/subscribers/LISTENER?deletionlock=false");
        Assert.Equal(HttpStatusCode.Created, subscribed.StatusCode);
        Assert.EndsWith("/dicom-web/subscribers/LISTENER", subscribed.Content.Headers.ContentLocation?.ToString() ?? subscribed.Headers.GetValues("Content-Location").Single());
        using var channel = await OpenAsync(server, login);

        await reader.StateAsync(uid, "IN PROGRESS").JsonAsync();
        var state = await NextAsync(channel);
        Assert.Equal(("1.2.840.10008.5.1.4.34.6.4", uid, "1", "IN PROGRESS"), (state.Value("00000002"), state.Value("00001000"), state.Value("00001002"), state.Value("00741000")));
        Assert.Equal("5", (await NextAsync(channel)).Value("00001002"));

        var coordinator = await server.SignInAsync(Role.Coordinator);
        Assert.Equal(HttpStatusCode.Accepted, (await coordinator.SendAsync(HttpMethod.Post, $"/{uid}/cancelrequest", """{"00741238":{"vr":"LT","Value":["Wrong field"]}}""")).StatusCode);
        var wish = await NextAsync(channel);
        Assert.Equal(("2", "Wrong field"), (wish.Value("00001002"), wish.Value("00741238")));

        await reader.StateAsync(uid, "CANCELED").JsonAsync();
        Assert.Equal(("1", uid, "CANCELED"), Said(await NextAsync(channel)));
        var anew = await NextAsync(channel);
        Assert.Equal("SCHEDULED", anew.Value("00741000"));
        Assert.NotEqual(uid, anew.Value("00001000"));
    }

    [Fact]
    public async Task A_filter_lets_only_the_matching_through_and_unsubscribing_ends_it()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        await server.AddAsync(site.Id, "2.25.1001");
        var (first, second) = (await server.ReadingAsync(), await server.ReadingAsync("2.25.1001"));
        var login = await server.AddUserAsync(Role.Reader, site.Id);
        var reader = await server.SignInAsync(login);
        Assert.Equal(HttpStatusCode.Created, (await reader.SendAsync(HttpMethod.Post, $"/{WorkitemSubscription.FilteredGlobal}/subscribers/LISTENER?filter=StudyInstanceUID=2.25.1001")).StatusCode);
        Assert.Equal("unknownKey", await reader.SendAsync(HttpMethod.Post, $"/{WorkitemSubscription.FilteredGlobal}/subscribers/LISTENER?filter=PatientName=X").CodeAsync(HttpStatusCode.BadRequest));
        using var channel = await OpenAsync(server, login);

        await reader.StateAsync(first, "IN PROGRESS").JsonAsync();
        await reader.StateAsync(second, "IN PROGRESS").JsonAsync();
        Assert.Equal(second, (await NextAsync(channel)).Value("00001000"));
        Assert.Equal(second, (await NextAsync(channel)).Value("00001000"));

        Assert.Equal(HttpStatusCode.OK, (await reader.SendAsync(HttpMethod.Delete, $"/{WorkitemSubscription.FilteredGlobal}/subscribers/LISTENER")).StatusCode);
        Assert.Equal("notFound", await reader.SendAsync(HttpMethod.Delete, $"/{WorkitemSubscription.FilteredGlobal}/subscribers/LISTENER").CodeAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_subscribers_name_belongs_to_one_account_and_without_a_subscription_there_is_no_channel()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        var (one, two) = (await server.SignInAsync(Role.Reader, site.Id), await server.SignInAsync(Role.Reader, site.Id));

        Assert.Equal(HttpStatusCode.Created, (await one.SendAsync(HttpMethod.Post, $"/{WorkitemSubscription.Global}/subscribers/MINE")).StatusCode);
        Assert.Equal("subscriberTaken", await two.SendAsync(HttpMethod.Post, $"/{WorkitemSubscription.Global}/subscribers/MINE").CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("badSubscriber", await two.SendAsync(HttpMethod.Post, $"/{WorkitemSubscription.Global}/subscribers/A-NAME-THAT-IS-LONG").CodeAsync(HttpStatusCode.BadRequest));
        Assert.Equal("notWebSocket", await one.GetAsync("/dicom-web/subscribers/MINE").CodeAsync(HttpStatusCode.BadRequest));
    }

    private static (string, string, string) Said(JsonElement message) => (message.Value("00001002"), message.Value("00001000"), message.Value("00741000"));

    private static async Task<ClientWebSocket> OpenAsync(RunningServer server, RunningServer.Login login)
    {
        using var client = server.NewClient(cookies: false);
        using var session = await client.PostAsync("/api/session", new StringContent($$"""{"userName":"{{login.UserName}}","password":"{{login.Password}}"}""", Encoding.UTF8, "application/json"));
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", session.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/dicom-web/subscribers/LISTENER"), TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<JsonElement> NextAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[1 << 16];
        var got = await socket.ReceiveAsync(buffer, limit.Token);
        Assert.True(got.EndOfMessage);
        return JsonElement.Parse(Encoding.UTF8.GetString(buffer, 0, got.Count));
    }
}
