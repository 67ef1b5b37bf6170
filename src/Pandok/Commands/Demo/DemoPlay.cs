using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Pandok.Commands.Demo;

/// <summary>The simulated reader and referrer: they do over HTTP what people do in the browser.</summary>
internal static class DemoPlay
{
    public static async Task RunAsync(Uri address, DemoCast cast, CancellationToken stop)
    {
        using var reader = await SignInAsync(address, cast["reader"], stop);
        var study = await WaitAsync(reader, "/api/worklist?list=unread&specialty=all", list => list.GetProperty("items") is { } items && items.GetArrayLength() > 0 ? items[0].GetProperty("study").GetString() : null, stop);
        await DoneAsync(reader.GetAsync($"/api/studies/{study}/opening", stop));
        await DoneAsync(reader.PostAsync($"/api/studies/{study}/claim", null, stop));
        using var draft = new HttpRequestMessage(HttpMethod.Put, $"/api/studies/{study}/report/draft");
        draft.Headers.IfMatch.Add(new EntityTagHeaderValue("\"0\""));
        draft.Content = JsonContent.Create(new
        {
            sections = new
            {
                indication = "Demonstration of a study's journey. 시연용 검사.",
                comparison = "",
                findings = "Generated phantom, not a person. Patchy ground-glass opacities and a consolidation were drawn into both lungs.\n합성 영상입니다. 양측 폐에 간유리음영과 경화가 그려져 있습니다.",
                impression = "Synthetic opacities as drawn. For demonstration only.\n시연 전용.",
            },
        });
        await DoneAsync(reader.SendAsync(draft, stop));
        await DoneAsync(reader.PostAsJsonAsync($"/api/studies/{study}/report/sign", new { draftVersion = 1 }, stop));

        using var referrer = await SignInAsync(address, cast["referrer"], stop);
        await WaitAsync(referrer, $"/api/site/studies/{study}", own => own.GetProperty("reportReady").GetBoolean() ? study : null, stop);
        await DoneAsync(referrer.GetAsync($"/api/site/studies/{study}/report.pdf", stop));
        await DoneAsync(referrer.PostAsync($"/api/site/studies/{study}/acknowledge", null, stop));
    }

    private static async Task<HttpClient> SignInAsync(Uri address, DemoCast.Person person, CancellationToken stop)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("X-Pandok", "1");
        await DoneAsync(client.PostAsJsonAsync("/api/session", new { userName = person.UserName, password = person.Password }, stop));
        return client;
    }

    private static async Task<string> WaitAsync(HttpClient client, string path, Func<JsonElement, string?> found, CancellationToken stop)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            if (found(await client.GetFromJsonAsync<JsonElement>(path, stop)) is { } answer) return answer;
            await Task.Delay(200, stop);
        }
        throw new TimeoutException($"{path} did not become what the demo waits for.");
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)answer.StatusCode}.");
    }
}
