using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Pandok.Access;

namespace Pandok.Tests;

public sealed class ServerTests
{
    [Fact]
    public async Task A_pages_address_gets_its_page_and_a_missing_file_gets_none()
    {
        using var pages = new TemporaryFolder();
        Directory.CreateDirectory(pages["assets"]);
        await File.WriteAllTextAsync(pages["index.html"], "the list");
        await File.WriteAllTextAsync(pages["read.html"], "the reading room");
        await File.WriteAllTextAsync(pages["assets/app-1a2b.js"], "1");
        await using var server = await RunningServer.StartAsync(webRoot: pages.Path);
        var client = server.NewClient();

        Assert.Equal("the list", await client.GetStringAsync("/"));
        Assert.Equal("the list", await client.GetStringAsync("/site/studies"));
        Assert.Equal("the reading room", await client.GetStringAsync("/read/2.25.1001"));
        var script = await client.GetAsync("/assets/app-1a2b.js");
        Assert.Contains("immutable", script.Headers.CacheControl?.ToString());
        Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync("/assets/gone.js")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/nothing")).StatusCode);
    }

    [Fact]
    public async Task A_compressed_file_goes_to_who_accepts_it_under_its_own_name_and_type()
    {
        using var pages = new TemporaryFolder();
        Directory.CreateDirectory(pages["assets"]);
        await File.WriteAllTextAsync(pages["read.html"], "the reading room");
        await File.WriteAllTextAsync(pages["assets/codec-1a2b.wasm"], "plain");
        await File.WriteAllTextAsync(pages["assets/codec-1a2b.wasm.br"], "pressed");
        await using var server = await RunningServer.StartAsync(webRoot: pages.Path);
        var client = server.NewClient();

        async Task<(string Body, string Coding)> GetAsync(string accepted)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/codec-1a2b.wasm");
            if (accepted.Length > 0) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
            using var answer = await client.SendAsync(request);
            Assert.Equal("application/wasm", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
            Assert.Contains("immutable", answer.Headers.CacheControl?.ToString());
            return (await answer.Content.ReadAsStringAsync(), string.Join(',', answer.Content.Headers.ContentEncoding));
        }

        Assert.Equal(("pressed", "br"), await GetAsync("gzip, br"));
        Assert.Equal(("plain", ""), await GetAsync("gzip, br;q=0"));
        Assert.Equal(("plain", ""), await GetAsync(""));
        using var page = await client.GetAsync("/read/2.25.1001");
        Assert.Equal("</api/studies/2.25.1001/opening>; rel=preload; as=fetch; crossorigin", page.Headers.GetValues("Link").Single());
        using var other = await client.GetAsync("/read/%3E%22x");
        Assert.False(other.Headers.Contains("Link"));
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_origins()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var path in new[] { "/", "/api/me", "/openapi/v1.json" })
        {
            var headers = (await server.NewClient().GetAsync(path)).Headers;
            Assert.Contains("default-src 'self'", headers.GetValues("Content-Security-Policy").Single());
            Assert.DoesNotContain("unsafe-eval' '", headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task The_interface_describes_itself()
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.NewClient().GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/me", out _));
    }

    [Fact]
    public async Task A_broken_body_is_a_problem_with_a_code()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.SignInAsync(Role.Admin);
        var answer = await admin.PostAsync("/api/admin/sites", new StringContent("{", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("badRequest", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }
}
