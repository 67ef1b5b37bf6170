using System.CommandLine;
using Pandok.Ingest;
using Pandok.Platform;
using Spectre.Console;

namespace Pandok.Commands.Demo;

/// <summary>
/// <c>pandok demo</c>: an empty platform, a demo site with its people, a simulated mobile CT that sends a generated study by C-STORE,
/// a simulated reader and referrer who walk it to its delivery, and a second study that waits for whoever is watching.
/// </summary>
internal static class DemoCommand
{
    public static Command Build()
    {
        var data = new Option<string?>("--data") { Description = "Keep the demo's data in this new folder; without it, a temporary one that is deleted at the end" };
        var http = new Option<string>("--http") { Description = "Where to serve pages", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var dimse = new Option<int>("--dimse") { Description = "The port of the DICOM store", DefaultValueFactory = _ => 11112 };
        var once = new Option<bool>("--once") { Description = "End when the first study has been delivered" };
        var command = new Command("demo", "Runs the platform and shows a study's whole journey") { data, http, dimse, once };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(data), parsed.GetValue(http)!, parsed.GetValue(dimse), parsed.GetValue(once), stop));
        return command;
    }

    private static async Task<int> RunAsync(string? data, string http, int dimse, bool once, CancellationToken stop)
    {
        if (data is not null && Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any())
        {
            Terminal.Error.MarkupLineInterpolated($"[red]{data} is not empty: a demo starts from nothing. Name a new folder.[/]");
            return ExitCode.WrongUsage;
        }
        var folder = data ?? Directory.CreateTempSubdirectory("pandok-demo-").FullName;
        try
        {
            await using var app = Server.Build(
                new PandokOptions { Data = Path.GetFullPath(folder), Http = http, DimsePort = dimse, SettleAfter = TimeSpan.FromSeconds(3) },
                configure: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)));
            await app.StartAsync(stop);
            try
            {
                return await PlayAsync(app, once, stop);
            }
            finally
            {
                // What still works in the background ends before its folder goes.
                await app.StopAsync(CancellationToken.None);
            }
        }
        finally
        {
            if (data is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> PlayAsync(WebApplication app, bool once, CancellationToken stop)
    {
        var cast = await DemoCast.HireAsync(app.Services, stop);
        var address = Server.AddressOf(app);
        cast.Introduce(address);

        await using var journey = JourneyPrinter.Start(app.Services, stop);
        var ct = new MobileCt(app.Services.GetRequiredService<DicomDoor>().Port);
        await ct.SendAsync(seed: 1, emergency: false, stop);
        await DemoPlay.RunAsync(address, cast, stop);
        await journey.CatchUpAsync(stop);
        if (once) return ExitCode.Done;

        await ct.SendAsync(seed: 2, emergency: true, stop);
        Terminal.Output.MarkupLineInterpolated($"\nAn emergency is waiting for you: sign in at [bold]{address}[/] as [bold]reader[/] and read it. Ctrl+C ends the demo.\n");
        await app.WaitForShutdownAsync(stop);
        return ExitCode.Done;
    }
}
