using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Pandok.Access;

/// <summary>Refusals of the HTTP interface: RFC 9457 with a stable word in <c>code</c> that the browser translates.</summary>
internal static class Problems
{
    /// <param name="extensions">An anonymous object; its properties become members of the problem.</param>
    public static IResult Problem(int status, string code, string title, object? extensions = null)
    {
        var members = new Dictionary<string, object?> { ["code"] = code };
        foreach (var property in extensions?.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance) ?? [])
            members[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = property.GetValue(extensions);
        return Results.Problem(statusCode: status, title: title, extensions: members);
    }

    public static IResult NotFound() => Problem(StatusCodes.Status404NotFound, "notFound", "There is no such thing, or it is not yours to see.");
}
