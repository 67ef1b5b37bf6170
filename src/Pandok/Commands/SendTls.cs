using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Pandok.Dicom.Network;

namespace Pandok.Commands;

/// <summary>The options of a sender over TLS (PS3.15 Annex B.12): whom it believes, and what it proves itself with.</summary>
internal sealed class SendTls
{
    private readonly Option<bool> secure = new("--tls") { Description = "Sends over TLS 1.2 or 1.3; the receiver's certificate must be for the host of --to" };
    private readonly Option<string?> authorities = new("--tls-ca") { Description = "PEM file of authorities that the receiver's certificate must come from; without it, the system's" };
    private readonly Option<string?> certificate = new("--tls-certificate") { Description = "PEM file with our certificate, if the receiver asks for one" };
    private readonly Option<string?> key = new("--tls-key") { Description = "PEM file with its private key" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { secure, authorities, certificate, key }) command.Options.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>Null: not over TLS.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file holds no certificate, or a key that does not belong to it.</exception>
    public SslClientAuthenticationOptions? Read(ParseResult parsed, string host)
    {
        if (!parsed.GetValue(secure)) return null;
        X509Certificate2Collection? trusted = null;
        if (parsed.GetValue(authorities) is { } file) (trusted = []).ImportFromPemFile(file);
        if (trusted is { Count: 0 }) throw new InvalidDataException($"{parsed.GetValue(authorities)} holds no certificate.");
        return DicomTls.Client(host, parsed.GetValue(certificate) is { } own ? X509Certificate2.CreateFromPemFile(own, parsed.GetValue(key)!) : null, trusted);
    }

    private void Check(CommandResult result)
    {
        var files = new[] { authorities, certificate, key }.Select(result.GetValue).OfType<string>().ToList();
        if (files.Count > 0 && !result.GetValue(secure)) result.AddError("--tls-ca, --tls-certificate and --tls-key are for --tls.");
        if (result.GetValue(certificate) is null != result.GetValue(key) is null) result.AddError("--tls-certificate and --tls-key belong together.");
        foreach (var file in files.Where(file => !File.Exists(file))) result.AddError($"There is no file {file}.");
    }
}
