using System.Net;
using System.Net.Http.Json;
using Pandok.Access;

namespace Pandok.Tests.Worklist;

public sealed class OtherSiteTests
{
    [Theory]
    [InlineData("Reader", "POST", "/api/studies/{0}/claim")]
    [InlineData("Reader", "DELETE", "/api/studies/{0}/claim")]
    [InlineData("Reader", "GET", "/api/studies/{0}/report")]
    [InlineData("Reader", "GET", "/api/studies/{0}/report.pdf")]
    [InlineData("Reader", "PUT", "/api/studies/{0}/report/draft")]
    [InlineData("Reader", "POST", "/api/studies/{0}/report/sign")]
    [InlineData("Reader", "POST", "/api/studies/{0}/report/addendum")]
    [InlineData("Reader", "GET", "/api/studies/{0}/timeline")]
    [InlineData("Technologist", "POST", "/api/studies/{0}/emergency")]
    [InlineData("Technologist", "GET", "/api/site/studies/{0}")]
    [InlineData("Referrer", "GET", "/api/site/studies/{0}/report.pdf")]
    [InlineData("Referrer", "POST", "/api/site/studies/{0}/acknowledge")]
    [InlineData("Coordinator", "POST", "/api/studies/{0}/retry")]
    [InlineData("PrivacyOfficer", "GET", "/api/privacy/receipts/{0}")]
    public async Task A_study_of_another_site_looks_like_one_that_does_not_exist(string role, string method, string path)
    {
        await using var server = await RunningServer.StartAsync();
        var here = await server.AddSiteAsync("AAA");
        var elsewhere = await server.AddSiteAsync("BBB");
        await server.AddAsync(elsewhere.Id);
        var who = Enum.Parse<Role>(role);
        var client = await server.SignInAsync(who, who is Role.Coordinator or Role.PrivacyOfficer ? [] : [here.Id]);

        // Roles of all sites have no other site; for them only what does not exist is asked.
        string[] uids = who is Role.Coordinator or Role.PrivacyOfficer ? ["2.25.404"] : [Reading.Uid, "2.25.404"];
        foreach (var uid in uids)
        {
            var request = new HttpRequestMessage(new HttpMethod(method), string.Format(path, uid));
            if (method is "POST" or "PUT")
                request.Content = JsonContent.Create(new { sections = new { impression = "x" }, draftVersion = 0, text = "x", emergency = true, reason = "x" });
            request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
            Assert.Equal("notFound", await client.SendAsync(request).CodeAsync(HttpStatusCode.NotFound));
        }
        Assert.Empty(await server.TrailAsync());
    }
}
