using System.Text.Json;

namespace Pandok.Access;

/// <summary>The word of an enum value in JSON, in the trail and on the command line.</summary>
internal static class Words
{
    public static string Camel(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
