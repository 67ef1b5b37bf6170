using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Platform;
using Pandok.Platform.Database;
using Spectre.Console;

namespace Pandok.Commands;

/// <summary><c>pandok admin keys</c>: the key folder and the vault's keys. Names of keys are shown, keys never.</summary>
internal static class KeysCommand
{
    public static Command Build(NodeOptions node) => new("keys", "The master key, the keys of the sites, and key files for pandok deidentify") { Make(), List(node), Rotate(node), Erase(node) };

    private static Command Make()
    {
        var file = new Argument<string>("file") { Description = "Where to write it; it must not exist" };
        var command = new Command("make", "Makes a key file of 64 hexadecimal digits that only its owner can read (0600)") { file };
        command.SetAction(parsed =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            if (File.Exists(path))
            {
                Terminal.Error.MarkupLineInterpolated($"[red]{path} exists.[/] A key is never written over: what was made with it could not be opened any more.");
                return ExitCode.WrongUsage;
            }
            var key = SecretKey.New();
            KeyFiles.Write(Path.GetDirectoryName(path)!, Path.GetFileName(path), key.Text, overwrite: false);
            Terminal.Output.MarkupLineInterpolated($"Key {key.Id} is in {path}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command List(NodeOptions node)
    {
        var command = new Command("list", "Lists the ids of the master key and of the sites' keys");
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            await services.GetRequiredService<VaultFactory>().MigrateAsync(token);
            var master = services.GetRequiredService<MasterKey>();
            Terminal.Output.MarkupLineInterpolated($"Master key {master.Id}");
            foreach (var id in master.Retired) Terminal.Output.MarkupLineInterpolated($"[yellow]Former master key {id} is still there[/]: run pandok admin keys rotate --finish");
            var codes = (await services.GetRequiredService<Sites>().ListAsync(token)).ToDictionary(site => site.Id, site => site.Code);
            var table = new Table().AddColumns("Site", "Key", "Under master key", "Since", "State");
            foreach (var line in await services.GetRequiredService<VaultKeys>().ListAsync(token))
            {
                var state = line.ErasedAt is { } erased ? $"erased {AdminSession.Text(erased)}" : line.RetiredAt is { } retired ? $"former, until {AdminSession.Text(retired)}" : "present";
                table.AddRow(new Text(codes.GetValueOrDefault(line.Site, line.Site.ToString())), new Text(line.KeyId), new Text(line.MasterId), new Text(AdminSession.Text(line.CreatedAt)), new Text(state));
            }
            Terminal.Output.Write(table);
            return ExitCode.Done;
        }, stop));
        return command;
    }

    private static Command Rotate(NodeOptions node)
    {
        var site = new Option<string?>("--site") { Description = "A new key for this site (its code), instead of a new master key: new studies get new pseudonyms" };
        var finish = new Option<bool>("--finish") { Description = "Only goes on with a change of the master key that was interrupted" };
        var command = new Command("rotate", "Puts a new master key in the place of the present one and wraps every site's key anew") { site, finish };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            await services.GetRequiredService<VaultFactory>().MigrateAsync(token);
            var keys = services.GetRequiredService<VaultKeys>();
            if (parsed.GetValue(site) is { } code)
            {
                if (await FindAsync(services, code, token) is not { } found) return ExitCode.WrongUsage;
                Terminal.Output.MarkupLineInterpolated($"Site {found.Code} has key {await keys.RotateSiteAsync(found.Id, AdminSession.Shell, token)} now. What is there stays resolvable.");
                return ExitCode.Done;
            }
            if (parsed.GetValue(finish))
            {
                Terminal.Output.MarkupLineInterpolated($"{await keys.FinishMasterAsync(token)} keys were wrapped anew.");
                return ExitCode.Done;
            }
            var (id, roots) = await keys.RotateMasterAsync(AdminSession.Shell, token);
            Terminal.Output.MarkupLineInterpolated($"The master key is {id} now; {roots} keys were wrapped anew. Back it up apart from the data: backups of before need the key of before.");
            return ExitCode.Done;
        }, stop));
        return command;
    }

    private static Command Erase(NodeOptions node)
    {
        var site = new Argument<string>("site") { Description = "The site's code" };
        var confirm = new Option<string>("--confirm") { Description = "The site's code once more", Required = true };
        var command = new Command("erase", "Destroys the keys, identities and held originals of a site, for ever: what is archived of it is anonymous from then on") { site, confirm };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            await services.GetRequiredService<VaultFactory>().MigrateAsync(token);
            if (await FindAsync(services, parsed.GetValue(site)!, token) is not { } found) return ExitCode.WrongUsage;
            if (parsed.GetValue(confirm) != found.Code)
            {
                Terminal.Error.MarkupLine("[red]--confirm is not the code of the site.[/] Nothing was erased.");
                return ExitCode.WrongUsage;
            }
            await services.GetRequiredService<SiteErasure>().RunAsync(found.Id, AdminSession.Shell, token);
            Terminal.Output.MarkupLineInterpolated($"The keys of {found.Code} are destroyed.");
            return ExitCode.Done;
        }, stop));
        return command;
    }

    private static async Task<Site?> FindAsync(IServiceProvider services, string code, CancellationToken stop)
    {
        var site = await services.GetRequiredService<Database>().Set<Site>().AsNoTracking().SingleOrDefaultAsync(row => row.Code == code, stop);
        if (site is null) Terminal.Error.MarkupLineInterpolated($"[red]There is no site {code}.[/] pandok admin sites list shows them.");
        return site;
    }
}
