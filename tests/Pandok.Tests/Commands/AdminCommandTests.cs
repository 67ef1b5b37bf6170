using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Pandok.Tests.Commands;

/// <summary>The real program as a process of its own.</summary>
public sealed class AdminCommandTests
{
    [Fact]
    public async Task A_platform_is_set_up_from_the_shell_and_its_trail_verified()
    {
        using var data = new TemporaryFolder();
        Assert.Equal(0, (await RunAsync(data, "admin", "sites", "add", "SEA", "Sea Hospital")).Code);
        var user = await RunAsync(data, "admin", "users", "add", "reader.one", "--role", "reader", "--site", "SEA", "--specialty", "chest");
        Assert.Equal(0, user.Code);
        Assert.Matches("(?m)Password, shown only now: [2-9a-z]{5}(-[2-9a-z]{5}){3}$", user.Output);
        var device = await RunAsync(data, "admin", "devices", "add", "SEA_CT1", "--site", "SEA");
        Assert.Matches("pdk_[0-9a-f]{64}", device.Output);
        Assert.Contains("reader.one", (await RunAsync(data, "admin", "users", "list")).Output);
        Assert.Equal(0, (await RunAsync(data, "admin", "users", "disable", "reader.one")).Code);
        Assert.Equal(2, (await RunAsync(data, "admin", "users", "disable", "nobody")).Code);
        Assert.Equal(2, (await RunAsync(data, "admin", "users", "add", "x")).Code);

        var intact = await RunAsync(data, "admin", "audit", "verify");
        Assert.Equal(0, intact.Code);
        Assert.Matches(new Regex("intact: 4 rows"), intact.Output);

        await using (var connection = new SqliteConnection($"Data Source={data["pandok.db"]};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var change = connection.CreateCommand();
            change.CommandText = """UPDATE audit_entries SET "ActorName" = 'somebody else' WHERE "Seq" = 2""";
            Assert.Equal(1, await change.ExecuteNonQueryAsync());
        }

        var broken = await RunAsync(data, "admin", "audit", "verify");
        Assert.Equal(3, broken.Code);
        Assert.Contains("broken at row 2", broken.Output);
    }

    private static async Task<(int Code, string Output)> RunAsync(TemporaryFolder data, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "pandok.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments, "--data", data.Path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
