using System.CommandLine;
using Pandok.Access;
using Pandok.Devices;
using Spectre.Console;

namespace Pandok.Commands;

internal static class DevicesCommand
{
    public static Command Build(NodeOptions node) => new("devices", "The modalities and gateways of the sites") { Add(node), List(node) };

    private static Command Add(NodeOptions node)
    {
        var site = new Option<string>("--site") { Description = "The code of its site", Required = true };
        var aeTitle = new Argument<string>("ae-title") { Description = "The calling AE title, at most 16 characters" };
        var name = new Option<string?>("--name") { Description = "What people call it" };
        var host = new Option<string?>("--host") { Description = "Its address, for people" };
        var command = new Command("add", "Registers a device and prints its API key once") { aeTitle, site, name, host };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var code = parsed.GetValue(site)!;
            var owner = (await services.GetRequiredService<Sites>().ListAsync(token)).SingleOrDefault(one => one.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
            if (owner is null)
                return Refused($"There is no site {code}. Add it first: pandok admin sites add {code} NAME");

            var ae = parsed.GetValue(aeTitle)!;
            var wanted = new NewDevice(owner.Id, parsed.GetValue(name) ?? ae, ae, parsed.GetValue(host));
            switch (await services.GetRequiredService<DeviceRegistry>().RegisterAsync(wanted, AdminSession.Shell, token))
            {
                case RegisterOutcome.Registered(var device, var key):
                    Terminal.Output.MarkupLineInterpolated($"Device {device.AeTitle} of {owner.Code} is {device.Id}");
                    Terminal.Output.MarkupLineInterpolated($"API key, shown only now: [bold]{key}[/]");
                    return ExitCode.Done;
                case RegisterOutcome.Refused(_, var title):
                    return Refused(title);
                default:
                    throw new InvalidOperationException();
            }
        }, stop));
        return command;
    }

    private static Command List(NodeOptions node)
    {
        var command = new Command("list", "Lists the devices");
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var sites = (await services.GetRequiredService<Sites>().ListAsync(token)).ToDictionary(site => site.Id, site => site.Code);
            var table = new Table().AddColumns("AE title", "Site", "Name", "Host", "Last seen");
            foreach (var one in await services.GetRequiredService<DeviceRegistry>().ListAsync(token))
                table.AddRow(new Text(one.AeTitle), new Text(sites[one.SiteId]), new Text(one.Name), new Text(one.Host ?? ""), new Text(AdminSession.Text(one.LastSeenAt)));
            Terminal.Output.Write(table);
            return ExitCode.Done;
        }, stop));
        return command;
    }

    private static int Refused(string title)
    {
        Terminal.Error.MarkupLineInterpolated($"[red]{title}[/]");
        return ExitCode.WrongUsage;
    }
}
