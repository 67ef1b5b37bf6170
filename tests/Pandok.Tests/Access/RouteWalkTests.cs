using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;

namespace Pandok.Tests.Access;

/// <summary>
/// Every route of the running application, with nobody, with every role, for a study of the own and of another site. Routes that are added later are
/// walked without a change here.
/// </summary>
public sealed partial class RouteWalkTests(ITestOutputHelper output)
{
    private const string OwnStudy = "2.25.1001";
    private const string OtherStudy = "2.25.2002";

    // The guard looks at these names; a study under another name would slip past it.
    private static readonly HashSet<string> KnownParameters = ["study", "series", "instance", "frames", "frame", "level", "n", "tag", "id", "rest", "documentName", "workitem", "subscriber", "measurement", "keyImage"];

    // Doors that stand open on purpose: they have their own credential, or nothing to hide.
    private static readonly HashSet<string> OpenDoors =
    [
        "POST /api/session", "GET /openapi/{documentName}.json", "* /api/{**rest}", "* /dicom-web/{**rest}", "* /read/{**rest}", "* {**rest:nonfile}",
        "POST /dicom-web/studies", "POST /dicom-web/studies/{study}", "POST /fhir/ServiceRequest",
    ];

    [Fact]
    public async Task Every_route_says_who_may_use_it_and_means_it()
    {
        await using var server = await RunningServer.StartAsync();
        var own = await server.AddSiteAsync("OWN");
        var other = await server.AddSiteAsync("OTHER");
        await server.AddStudyAsync(own.Id, OwnStudy);
        await server.AddStudyAsync(other.Id, OtherStudy);
        var cookies = new Dictionary<Role, string>();
        var tokens = new Dictionary<Role, string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var login = await server.AddUserAsync(role, own.Id);
            cookies[role] = await CookieAsync(server, login);
            tokens[role] = "Bearer " + await (await server.SignInAsync(login)).AddTokenAsync();
        }

        var holes = new List<string>();
        var table = new StringBuilder("| route | needs | nobody | wrong token |");
        foreach (var role in cookies.Keys)
            table.Append($" {Words.Camel(role)} own | other |");
        table.AppendLine();

        foreach (var route in RoutesOf(server))
        {
            table.Append($"| {route.Name} | {(route.Needs.Count > 0 ? string.Join(" + ", route.Needs) : route.Open ? "(open)" : "NOTHING")} |");
            if (route.Needs.Count == 0)
            {
                if (!route.Open || !OpenDoors.Contains(route.Name))
                    holes.Add($"{route.Name} has neither Requires nor a place among the open doors");
                table.AppendLine();
                continue;
            }

            holes.AddRange(route.Parameters.Where(name => !KnownParameters.Contains(name)).Select(name => $"{route.Name} names a parameter {{{name}}} that the guard does not know"));
            Expect(await AskAsync(server, route, null, OwnStudy), status => status == 401, $"{route.Name} by nobody", "401");
            Expect(await AskAsync(server, route, null, OwnStudy, "Bearer pdt_0000"), status => status == 401, $"{route.Name} by a wrong token", "401");
            foreach (var (role, cookie) in cookies)
            {
                var may = route.Needs.All(need => Permissions.May(role, need));
                var allSites = role is Role.Coordinator or Role.PrivacyOfficer or Role.Admin;
                var answer = await AskAsync(server, route, cookie, OwnStudy);
                var who = $"{route.Name} by {role}";
                Expect(answer, status => may ? Passed(answer) : status == 403, who + ", own site", may ? "allowed" : "403");
                // A token opens the routes of DICOMweb as its account's session does, and nothing else.
                var byToken = await AskAsync(server, route, null, OwnStudy, tokens[role]);
                if (route.IsDicomWeb ? !(may ? Passed(byToken) : byToken.Status == 403) : byToken.Status != 401)
                    holes.Add($"{who}, by token: {byToken.Status}");
                if (route.IsDicomWeb && route.NamesStudy && !allSites && may && (await AskAsync(server, route, null, OtherStudy, tokens[role])).Status != 404)
                    holes.Add($"{who}, by token, other site: not 404");
                if (!allSites && answer.Body.Contains(OtherStudy))
                    holes.Add($"{who} tells of the other site's study");
                if (!route.NamesStudy)
                {
                    table.Append(" - |");
                    continue;
                }

                var foreign = await AskAsync(server, route, cookie, OtherStudy);
                Expect(foreign, status => !may ? status == 403 : allSites ? Passed(foreign) : status == 404, who + ", other site", !may ? "403" : allSites ? "allowed" : "404");
                var unknown = await AskAsync(server, route, cookie, "2.25.404");
                if (may && unknown.Status != 404)
                    holes.Add($"{who}, a study that does not exist: {unknown.Status}, not 404");
            }

            table.AppendLine();
        }

        output.WriteLine(table.ToString());
        Assert.True(holes.Count == 0, string.Join(Environment.NewLine, holes));

        void Expect((int Status, string Body) answer, Func<int, bool> expected, string what, string wanted)
        {
            table.Append($" {answer.Status} |");
            if (!expected(answer.Status))
                holes.Add($"{what}: {answer.Status}, not {wanted} {answer.Body}");
        }
    }

    [Fact]
    public void Every_deed_of_a_person_is_somebodys() =>
        Assert.Equal([Permission.SendInstances], Enum.GetValues<Permission>().Where(deed => !Enum.GetValues<Role>().Any(role => Permissions.May(role, deed))));

    // Past the guard. A handler may still refuse this deed with a code of its own (only the coordinator lowers an emergency).
    private static bool Passed((int Status, string Body) answer) =>
        answer.Status is not 401 and < 500 && !answer.Body.Contains("\"notAllowed\"");

    private static IEnumerable<Walked> RoutesOf(RunningServer server) =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods
        from method in methods is { Count: > 0 } ? methods : ["*"]
        where method != "HEAD"
        let pattern = endpoint.RoutePattern.RawText ?? ""
        let needs = endpoint.Metadata.GetOrderedMetadata<RequiredPermission>().Select(one => one.Permission).Distinct().ToList()
        orderby pattern, method
        select new Walked(
            method, pattern, needs, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
            [.. endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name)],
            endpoint.RoutePattern.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.ParameterPolicies.Any(policy => policy.Content == "guid")));

    private static async Task<(int Status, string Body)> AskAsync(RunningServer server, Walked route, string? cookie, string study, string? authorization = null)
    {
        using var client = server.NewClient(cookies: false);
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.AddressFor(study));
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (route.Method is "POST" or "PUT")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var endless = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return ((int)answer.StatusCode, endless ? "" : await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> CookieAsync(RunningServer server, RunningServer.Login login)
    {
        using var client = server.NewClient(cookies: false);
        var answer = await client.PostAsync("/api/session", new StringContent($$"""{"userName":"{{login.UserName}}","password":"{{login.Password}}"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private sealed partial record Walked(string Method, string Pattern, List<Permission> Needs, bool Open, List<string> Parameters, Dictionary<string, bool> Guids)
    {
        public string Name => $"{Method} {Pattern}";

        public bool IsDicomWeb => Pattern.TrimStart('/').StartsWith("dicom-web/", StringComparison.Ordinal);

        public bool NamesStudy => Parameters.Contains("study") || Parameters.Contains("series");

        public string AddressFor(string study) => "/" + Parameter().Replace(Pattern.TrimStart('/'), match => match.Groups["name"].Value switch
        {
            "study" => study,
            "series" => $"{study}.1",
            "instance" => $"{study}.1.1",
            var name when Guids.GetValueOrDefault(name) => Guid.NewGuid().ToString(),
            _ => "1",
        });

        [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}")]
        private static partial Regex Parameter();
    }
}
