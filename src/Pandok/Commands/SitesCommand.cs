using System.CommandLine;
using Pandok.Access;
using Spectre.Console;

namespace Pandok.Commands;

internal static class SitesCommand
{
    public static Command Build(NodeOptions node) => new("sites", "The organisations that send studies") { Add(node), List(node), Documents(node) };

    private static Command Add(NodeOptions node)
    {
        var code = new Argument<string>("code") { Description = "2 to 8 letters or digits; the prefix of its pseudonyms" };
        var name = new Argument<string>("name") { Description = "What people call it" };
        var zone = new Option<string>("--time-zone") { Description = "The clock of its devices, as the IANA names it", DefaultValueFactory = _ => "Asia/Seoul" };
        var command = new Command("add", "Adds a site") { code, name, zone };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            switch (await services.GetRequiredService<Sites>().AddAsync(new(parsed.GetValue(name)!, parsed.GetValue(code)!, parsed.GetValue(zone)!), AdminSession.Shell, token))
            {
                case AddSiteOutcome.Added(var site):
                    Terminal.Output.MarkupLineInterpolated($"Site {site.Code} ({site.Name}) is {site.Id}");
                    return ExitCode.Done;
                case AddSiteOutcome.Refused(_, var title):
                    Terminal.Error.MarkupLineInterpolated($"[red]{title}[/]");
                    return ExitCode.WrongUsage;
                default:
                    throw new InvalidOperationException();
            }
        }, stop));
        return command;
    }

    private static Command List(NodeOptions node)
    {
        var command = new Command("list", "Lists the sites");
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var table = new Table().AddColumns("Code", "Name", "Id");
            foreach (var site in await services.GetRequiredService<Sites>().ListAsync(token))
                table.AddRow(new Text(site.Code), new Text(site.Name), new Text(site.Id.ToString()));
            Terminal.Output.Write(table);
            return ExitCode.Done;
        }, stop));
        return command;
    }

    private static Command Documents(NodeOptions node)
    {
        var code = new Argument<string>("code") { Description = "The site's code" };
        var policy = new Argument<DocumentPolicy>("policy") { Description = "hold: PDF, CDA and STL wait sealed for a privacy officer; drop: they are not taken, the sender is told, and a note stays" };
        var command = new Command("documents", "Says what becomes of documents that a site sends") { code, policy };
        command.SetAction((parsed, stop) => AdminSession.RunAsync(node, parsed, async (services, token) =>
        {
            var sites = services.GetRequiredService<Sites>();
            if ((await sites.ListAsync(token)).Find(site => site.Code == parsed.GetValue(code)) is not { } found)
            {
                Terminal.Error.MarkupLineInterpolated($"[red]There is no site {parsed.GetValue(code)}.[/] pandok admin sites list shows them.");
                return ExitCode.WrongUsage;
            }
            await sites.SetDocumentsAsync(found.Id, parsed.GetValue(policy), AdminSession.Shell, token);
            Terminal.Output.MarkupLineInterpolated($"Documents of {found.Code}: {(parsed.GetValue(policy) == DocumentPolicy.Drop ? "dropped with a note" : "held for review")}. A node that runs knows it within ten seconds.");
            return ExitCode.Done;
        }, stop));
        return command;
    }
}
