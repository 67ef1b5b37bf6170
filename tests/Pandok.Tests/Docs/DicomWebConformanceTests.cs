using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Dicom.Web;

namespace Pandok.Tests.Docs;

/// <summary>The conformance page names the routes, the keys and the media types that the code has, no more and no less.</summary>
public sealed partial class DicomWebConformanceTests
{
    private static readonly string Page = File.ReadAllText(Repository.At("docs/conformance/dicomweb.md")).ReplaceLineEndings("\n");

    [Fact]
    public async Task Every_route_is_on_the_page_and_every_route_of_the_page_is_there()
    {
        await using var server = await RunningServer.StartAsync();
        var routes = from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
                     where pattern.StartsWith("/dicom-web/", StringComparison.Ordinal) && !pattern.Contains("**", StringComparison.Ordinal)
                     from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                     select $"{method} {pattern["/dicom-web".Length..]}";
        Assert.Equal(routes.Distinct().Order(StringComparer.Ordinal), RouteRow().Matches(Page).SelectMany(row => row.Groups["methods"].Value.Split(", ").Select(method => $"{method} {row.Groups["path"].Value}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_media_type_of_frames_is_on_the_page_with_its_default() =>
        Assert.Equal(PixelMediaTypes.All.Select(type => $"{type} {PixelMediaTypes.DefaultSyntaxOf(type)}"), TypeRow().Matches(Page).Select(row => $"{row.Groups["type"].Value} {row.Groups["syntax"].Value}"));

    [Fact]
    public void Every_key_that_can_be_matched_is_on_the_page() =>
        Assert.Equal(Pandok.Archive.QidoAttribute.All.Values.Select(attribute => attribute.Keyword).Order(StringComparer.Ordinal), KeyRow().Matches(Page).Select(row => row.Groups["key"].Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^\| `(?<methods>[A-Z]+(, [A-Z]+)*) (?<path>/[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex RouteRow();

    [GeneratedRegex(@"^\| `(?<type>[a-z]+/[\w.-]+)` \| `(?<syntax>[\d.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex TypeRow();

    [GeneratedRegex(@"^\| `(?<key>[A-Z]\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex KeyRow();
}
