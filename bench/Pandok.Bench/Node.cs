namespace Pandok.Bench;

/// <summary>Our own program under measurement, and the sender that feeds every receiver alike.</summary>
internal static class Node
{
    public static async Task<string> AdminAsync(string folder, params string[] arguments)
    {
        var (code, output) = await Tool.RunAsync(Places.Program, ["admin", .. arguments, "--data", folder]);
        return code == 0 ? output : throw new InvalidOperationException($"pandok admin ended with {code}: {output}");
    }

    public static Task<Tool> ServeAsync(string folder, int http, int dimse, params string[] options) =>
        Tool.ServeAsync(dimse, Places.Program, ["serve", "--data", folder, "--http", $"http://127.0.0.1:{http}", "--dimse", $"{dimse}", .. options]);

    public static async Task StorescuAsync(string calledAe, int port, string path, params string[] options)
    {
        var (code, output) = await Tool.RunAsync("storescu", ["-xs", "-aet", "BENCH", "-aec", calledAe, .. options, "127.0.0.1", $"{port}", path]);
        if (code != 0) throw new InvalidOperationException($"storescu ended with {code}: {output}");
    }
}
