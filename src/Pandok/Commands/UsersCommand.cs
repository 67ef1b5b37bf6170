using System.CommandLine;
using Pandok.Access;
using Spectre.Console;

namespace Pandok.Commands;

internal static class UsersCommand
{
    public static Command Build(NodeOptions node) => new("users", "The people who sign in") { Add(node), List(node), Disable(node) };

    private static Command Add(NodeOptions node)
    {
        var userName = new Argument<string>("user") { Description = "The name to sign in with" };
        var displayName = new Option<string?>("--name") { Description = "The name others see" };
        var role = new Option<Role>("--role") { Description = "What the account may do", Required = true };
        var sites = new Option<string[]>("--site") { Description = "The code of a site; may be repeated", DefaultValueFactory = _ => [] };
        var specialties = new Option<string[]>("--specialty") { Description = "A reader's field; may be repeated", DefaultValueFactory = _ => [] };
        var language = new Option<string>("--language") { Description = "ko or en", DefaultValueFactory = _ => "ko" };
        var command = new Command("add", "Adds an account and prints its password once") { userName, displayName, role, sites, specialties, language };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var known = (await services.GetRequiredService<Sites>().ListAsync(token)).ToDictionary(site => site.Code, site => site.Id, StringComparer.OrdinalIgnoreCase);
            var codes = parsed.GetValue(sites)!;
            if (codes.FirstOrDefault(code => !known.ContainsKey(code)) is { } unknown)
                return Refused($"There is no site {unknown}. Add it first: pandok admin sites add {unknown} NAME");

            var user = parsed.GetValue(userName)!;
            var wanted = new NewAccount(user, parsed.GetValue(displayName) ?? user, parsed.GetValue(role), [.. codes.Select(code => known[code])], parsed.GetValue(specialties)!, parsed.GetValue(language)!);
            switch (await services.GetRequiredService<Accounts>().AddAsync(wanted, AdminSession.Shell, token))
            {
                case AddAccountOutcome.Added(var account, var password):
                    Terminal.Output.MarkupLineInterpolated($"Account {account.UserName} ({account.Role}) is {account.Id}");
                    Terminal.Output.MarkupLineInterpolated($"Password, shown only now: [bold]{password}[/]");
                    return ExitCode.Done;
                case AddAccountOutcome.Refused(_, var title):
                    return Refused(title);
                default:
                    throw new InvalidOperationException();
            }
        }, stop));
        return command;
    }

    private static Command List(NodeOptions node)
    {
        var command = new Command("list", "Lists the accounts");
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var sites = (await services.GetRequiredService<Sites>().ListAsync(token)).ToDictionary(site => site.Id, site => site.Code);
            var table = new Table().AddColumns("User", "Name", "Role", "Sites", "Specialties", "Disabled");
            foreach (var one in await services.GetRequiredService<Accounts>().ListAsync(token))
                table.AddRow(new Text(one.UserName), new Text(one.DisplayName), new Text(Words.Camel(one.Role)), new Text(string.Join(' ', one.Sites.Select(site => sites[site]))), new Text(string.Join(' ', one.Specialties)), new Text(one.Disabled ? "yes" : ""));
            Terminal.Output.Write(table);
            return ExitCode.Done;
        }, stop));
        return command;
    }

    private static Command Disable(NodeOptions node)
    {
        var userName = new Argument<string>("user") { Description = "The name it signs in with" };
        var command = new Command("disable", "Cuts an account off at once") { userName };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var accounts = services.GetRequiredService<Accounts>();
            var user = parsed.GetValue(userName)!;
            var found = (await accounts.ListAsync(token)).SingleOrDefault(one => one.UserName.Equals(user, StringComparison.OrdinalIgnoreCase));
            if (found is null || !await accounts.DisableAsync(found.Id, AdminSession.Shell, token))
                return Refused($"There is no account {user}.");
            Terminal.Output.MarkupLineInterpolated($"Account {user} is disabled");
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
