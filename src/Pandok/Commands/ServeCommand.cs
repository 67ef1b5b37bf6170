using System.CommandLine;
using Spectre.Console;

namespace Pandok.Commands;

/// <summary><c>pandok serve</c>: runs the platform until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Build()
    {
        var node = new NodeOptions();
        var http = new Option<string>("--http") { Description = "Where to serve pages and interfaces", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var dimse = new Option<int>("--dimse") { Description = "The port of the DICOM store", DefaultValueFactory = _ => 11112 };
        var address = new Option<string>("--dimse-address") { Description = "The address the DICOM store listens on; only loopback unless told otherwise", DefaultValueFactory = _ => "127.0.0.1" };
        address.Validators.Add(result => { if (!System.Net.IPAddress.TryParse(result.GetValueOrDefault<string>(), out _)) result.AddError("--dimse-address is an IP address, such as 0.0.0.0 for all."); });
        var settle = new Option<int>("--settle-after") { Description = "Quiet seconds after which a study counts as complete", DefaultValueFactory = _ => 20 };
        var command = new Command("serve", "Runs the platform") { http, dimse, address, settle };
        node.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            await using var app = Server.Build(node.Read(parsed, parsed.GetValue(http)!, parsed.GetValue(dimse), TimeSpan.FromSeconds(parsed.GetValue(settle)), parsed.GetValue(address)!));
            await app.StartAsync(stop);
            Terminal.Output.MarkupLineInterpolated($"Pandok is at {Server.AddressOf(app)}");
            await app.WaitForShutdownAsync(stop);
            return ExitCode.Done;
        });
        return command;
    }
}
