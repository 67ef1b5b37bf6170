using System.CommandLine;
using Pandok.Platform;
using Spectre.Console;

namespace Pandok.Commands;

/// <summary><c>pandok serve</c>: runs the platform until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Build()
    {
        var node = new NodeOptions();
        var http = new Option<string>("--http") { Description = "Where to serve pages and interfaces", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var dimse = new Option<int>("--dimse") { Description = "The port of the DICOM services", DefaultValueFactory = _ => 11112 };
        var address = new Option<string>("--dimse-address") { Description = "The address the DICOM services listen on; only loopback unless told otherwise", DefaultValueFactory = _ => "127.0.0.1" };
        var tls = new TlsOptions();
        var hl7 = new Option<int?>("--hl7-port") { Description = "A port for HL7 order messages over MLLP, which is not encrypted; none unless given" };
        var hl7Address = new Option<string>("--hl7-address") { Description = "The address the HL7 port listens on; only loopback unless told otherwise", DefaultValueFactory = _ => "127.0.0.1" };
        foreach (var one in new[] { address, hl7Address })
            one.Validators.Add(result => { if (!System.Net.IPAddress.TryParse(result.GetValueOrDefault<string>(), out _)) result.AddError($"{one.Name} is an IP address, such as 0.0.0.0 for all."); });
        var settle = new Option<int>("--settle-after") { Description = "Quiet seconds after which a study counts as complete", DefaultValueFactory = _ => 20 };
        var profile = new Option<string>("--profile") { Description = "The profile of de-identification: reading, or public, which holds every high-risk image for a person", DefaultValueFactory = _ => "reading" };
        profile.AcceptOnlyFromAmong([.. Pandok.Deidentification.Profile.All.Select(one => one.Name)]);
        var days = new Option<int>("--quarantine-days") { Description = "How long a held instance waits for the privacy officer before it is erased", DefaultValueFactory = _ => 30 };
        var limit = new Option<int>("--quarantine-gigabytes") { Description = "What all held instances may take together; what comes then is refused for want of room", DefaultValueFactory = _ => 50 };
        foreach (var one in new[] { days, limit })
            one.Validators.Add(result => { if (result.GetValueOrDefault<int>() < 1) result.AddError($"{one.Name} is at least 1."); });
        var stages = new Option<string?>("--stage-table") { Description = "A file for the times of each stage of receiving, written each second; for measurements" };
        var command = new Command("serve", "Runs the platform") { http, dimse, address, tls.Port, tls.Certificate, tls.Key, tls.ClientCa, hl7, hl7Address, settle, profile, days, limit, stages };
        command.Validators.Add(tls.Check);
        node.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var options = node.Read(parsed, parsed.GetValue(http)!, parsed.GetValue(dimse), TimeSpan.FromSeconds(parsed.GetValue(settle)), parsed.GetValue(address)!) with
            {
                DimseTls = tls.Read(parsed),
                Hl7Port = parsed.GetValue(hl7),
                Profile = parsed.GetValue(profile)!,
                QuarantineFor = TimeSpan.FromDays(parsed.GetValue(days)),
                QuarantineBytes = (long)parsed.GetValue(limit) << 30,
                Hl7Address = parsed.GetValue(hl7Address)!,
                WarmUp = true,
                StageTable = parsed.GetValue(stages),
            };
            await using var app = Server.Build(options);
            await app.StartAsync(stop);
            Terminal.Output.MarkupLineInterpolated($"Pandok is at {Server.AddressOf(app)}");
            await app.WaitForShutdownAsync(stop);
            return ExitCode.Done;
        });
        return command;
    }

    private sealed class TlsOptions
    {
        public Option<int?> Port { get; } = new("--dimse-tls-port") { Description = "A second port for the DICOM services, over TLS 1.2 or 1.3; none unless given" };
        public Option<string?> Certificate { get; } = new("--dimse-tls-certificate") { Description = "PEM file with the certificate of the TLS port" };
        public Option<string?> Key { get; } = new("--dimse-tls-key") { Description = "PEM file with its private key" };
        public Option<string?> ClientCa { get; } = new("--dimse-tls-client-ca") { Description = "PEM file of authorities: each device must prove itself with a certificate of one of them" };

        public void Check(System.CommandLine.Parsing.CommandResult result)
        {
            if (result.GetValue(Port) is null != result.GetValue(Certificate) is null || result.GetValue(Port) is null != result.GetValue(Key) is null)
                result.AddError("--dimse-tls-port, --dimse-tls-certificate and --dimse-tls-key belong together.");
            if (result.GetValue(ClientCa) is not null && result.GetValue(Port) is null) result.AddError("--dimse-tls-client-ca is for --dimse-tls-port.");
            foreach (var file in new[] { result.GetValue(Certificate), result.GetValue(Key), result.GetValue(ClientCa) }.OfType<string>().Where(file => !File.Exists(file)))
                result.AddError($"There is no file {file}.");
        }

        public TlsDoor? Read(ParseResult parsed) => parsed.GetValue(Port) is { } port ? new TlsDoor(port, parsed.GetValue(Certificate)!, parsed.GetValue(Key)!, parsed.GetValue(ClientCa)) : null;
    }
}
