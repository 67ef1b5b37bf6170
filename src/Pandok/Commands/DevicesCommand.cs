using System.CommandLine;
using Pandok.Access;
using Pandok.Devices;
using Spectre.Console;

namespace Pandok.Commands;

internal static class DevicesCommand
{
    public static Command Build(NodeOptions node) => new("devices", "The modalities and gateways of the sites") { Add(node), Change(node), Echo(node), List(node) };

    private static Command Add(NodeOptions node)
    {
        var site = new Option<string>("--site") { Description = "The code of its site", Required = true };
        var aeTitle = new Argument<string>("ae-title") { Description = "The calling AE title, at most 16 characters" };
        var name = new Option<string?>("--name") { Description = "What people call it" };
        var address = new AddressOptions();
        var command = new Command("add", "Registers a device and prints its API key once") { aeTitle, site, name, address.Host, address.Port, address.Retrieve, address.CharacterSet, address.Certificate };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var code = parsed.GetValue(site)!;
            var owner = (await services.GetRequiredService<Sites>().ListAsync(token)).SingleOrDefault(one => one.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
            if (owner is null)
                return Refused($"There is no site {code}. Add it first: pandok admin sites add {code} NAME");

            var ae = parsed.GetValue(aeTitle)!;
            var wanted = new NewDevice(owner.Id, parsed.GetValue(name) ?? ae, ae, parsed.GetValue(address.Host), parsed.GetValue(address.Port), parsed.GetValue(address.Retrieve) ?? false, parsed.GetValue(address.CharacterSet), parsed.GetValue(address.Certificate));
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
            var table = new Table().AddColumns("AE title", "Site", "Name", "Address", "Query/retrieve", "Character set", "Certificate", "Last seen");
            foreach (var one in await services.GetRequiredService<DeviceRegistry>().ListAsync(token))
                table.AddRow(new Text(one.AeTitle), new Text(sites[one.SiteId]), new Text(one.Name), new Text(one.Port is { } port ? $"{one.Host}:{port}" : one.Host ?? ""), new Text(one.MayRetrieve ? "allowed" : ""), new Text(one.CharacterSet ?? "ISO_IR 192"), new Text(one.Certificate ?? ""), new Text(AdminSession.Text(one.LastSeenAt)));
            Terminal.Output.Write(table);
            return ExitCode.Done;
        }, stop));
        return command;
    }

    private static Command Change(NodeOptions node)
    {
        var aeTitle = new Argument<string>("ae-title") { Description = "The AE title of a registered device" };
        var name = new Option<string?>("--name") { Description = "What people call it" };
        var address = new AddressOptions();
        var command = new Command("change", "Changes a device's name, address or permissions; what is not named stays") { aeTitle, name, address.Host, address.Port, address.Retrieve, address.CharacterSet, address.Certificate };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var registry = services.GetRequiredService<DeviceRegistry>();
            if (await FindAsync(registry, parsed.GetValue(aeTitle)!, token) is not { } device)
                return Refused($"There is no device {parsed.GetValue(aeTitle)}.");
            var change = new DeviceChange(parsed.GetValue(name), parsed.GetValue(address.Host) ?? device.Host, parsed.GetValue(address.Port) ?? device.Port,
                parsed.GetValue(address.Retrieve) ?? device.MayRetrieve, parsed.GetValue(address.CharacterSet) ?? device.CharacterSet, parsed.GetValue(address.Certificate) is { } named ? named == "none" ? null : named : device.Certificate);
            if (await registry.ChangeAsync(device.Id, change, AdminSession.Shell, token) is RegisterOutcome.Refused(_, var title))
                return Refused(title);
            Terminal.Output.MarkupLineInterpolated($"Device {device.AeTitle} is changed");
            return ExitCode.Done;
        }, stop));
        return command;
    }

    private static Command Echo(NodeOptions node)
    {
        var aeTitle = new Argument<string>("ae-title") { Description = "The AE title of a registered device" };
        var command = new Command("echo", "Tries to reach a device at its address (C-ECHO)") { aeTitle };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var registry = services.GetRequiredService<DeviceRegistry>();
            if (await FindAsync(registry, parsed.GetValue(aeTitle)!, token) is not { } device)
                return Refused($"There is no device {parsed.GetValue(aeTitle)}.");
            switch (await registry.EchoAsync(device, token))
            {
                case EchoOutcome.Answered answered:
                    Terminal.Output.MarkupLineInterpolated($"{device.AeTitle} at {device.Host}:{device.Port} answered after {answered.After.TotalMilliseconds:F0} ms");
                    return ExitCode.Done;
                case EchoOutcome.NoAddress:
                    return Refused($"{device.AeTitle} has no address: pandok admin devices change {device.AeTitle} --host HOST --port PORT");
                case EchoOutcome.Failed failed:
                    Terminal.Error.MarkupLineInterpolated($"[red]{device.AeTitle} at {device.Host}:{device.Port}: {failed.Code}: {failed.Detail}[/]");
                    return ExitCode.Fault;
                default:
                    throw new InvalidOperationException();
            }
        }, stop));
        return command;
    }

    private static async Task<Device?> FindAsync(DeviceRegistry registry, string aeTitle, CancellationToken stop) =>
        (await registry.ListAsync(stop)).SingleOrDefault(one => one.AeTitle.Equals(aeTitle, StringComparison.Ordinal));

    private sealed class AddressOptions
    {
        public Option<string?> Host { get; } = new("--host") { Description = "Its host name or IP address, where we send to it" };
        public Option<int?> Port { get; } = new("--port") { Description = "The port of its own DICOM services" };
        public Option<bool?> Retrieve { get; } = new("--may-retrieve") { Description = "true: it may query and retrieve its site's studies, without names; off unless said" };
        public Option<string?> Certificate { get; } = new("--certificate") { Description = "The SHA-256 thumbprint or the subject of the client certificate it must come with over DICOM with TLS; 'none' takes the binding away" };
        public Option<string?> CharacterSet { get; } = new("--charset") { Description = @"The character set of its worklist: ISO_IR 192 (UTF-8) unless said, or '\ISO 2022 IR 149' for Korean" };
    }

    private static int Refused(string title)
    {
        Terminal.Error.MarkupLineInterpolated($"[red]{title}[/]");
        return ExitCode.WrongUsage;
    }
}
