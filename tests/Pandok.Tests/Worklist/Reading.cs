using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Audit;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Tests.Worklist;

/// <summary>What the tests of the reading work do again and again.</summary>
internal static class Reading
{
    public const string Uid = "2.25.1000";

    /// <summary>A settled, unread chest CT; <paramref name="change"/> makes it something else.</summary>
    public static Task<Study> AddAsync(this RunningServer server, Guid site, string uid = Uid, Action<Study>? change = null) => server.WithDatabaseAsync(async db =>
    {
        var now = server.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var study = new Study
        {
            Uid = uid,
            SiteId = site,
            Pseudonym = $"P-{uid}",
            State = StudyState.Unread,
            Modality = "CT",
            BodyPart = "CHEST",
            Specialty = "chest",
            SeriesCount = 1,
            InstanceCount = 3,
            ReceivedAt = now,
            LastInstanceAt = now,
            SettlesAt = now,
            SettledAt = now,
        };
        change?.Invoke(study);
        db.Add(study);
        await db.SaveChangesAsync();
        return study;
    });

    public static Task<Study> StudyAsync(this RunningServer server, string uid = Uid) =>
        server.WithDatabaseAsync(db => db.Set<Study>().SingleAsync(study => study.Uid == uid));

    public static Task<List<AuditAction>> TrailAsync(this RunningServer server, string uid = Uid) =>
        server.WithDatabaseAsync(db => db.Set<AuditEntry>().Where(entry => entry.Study == uid).OrderBy(entry => entry.Seq).Select(entry => entry.Action).ToListAsync());

    public static async Task SweepAsync(this RunningServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StudySweep>().RunAsync(default);
    }

    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> request, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await request;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public static async Task<string?> CodeAsync(this Task<HttpResponseMessage> request, HttpStatusCode expected) =>
        (await request.JsonAsync(expected)).GetProperty("code").GetString();

    public static Task<HttpResponseMessage> ClaimAsync(this HttpClient client, string uid = Uid) => client.PostAsync($"/api/studies/{uid}/claim", null);

    public static Task<HttpResponseMessage> DraftAsync(this HttpClient client, int version, string impression, string uid = Uid)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/studies/{uid}/report/draft")
        {
            Content = JsonContent.Create(new { sections = new { indication = "", comparison = "", findings = "finding", impression } }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> SignAsync(this HttpClient client, int draftVersion, string uid = Uid) =>
        client.PostAsJsonAsync($"/api/studies/{uid}/report/sign", new { draftVersion });

    /// <summary>Claims, writes and signs.</summary>
    public static async Task ReportAsync(this HttpClient reader, string uid = Uid)
    {
        await reader.ClaimAsync(uid).JsonAsync();
        await reader.DraftAsync(0, "no change", uid).JsonAsync();
        await reader.SignAsync(1, uid).JsonAsync();
    }

    /// <summary>Waits for what the sweep of the running server does on its own.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var attempt = 0; !await holds(); attempt++)
        {
            Assert.True(attempt < 200, "It did not happen within 20 s.");
            await Task.Delay(100);
        }
    }
}
