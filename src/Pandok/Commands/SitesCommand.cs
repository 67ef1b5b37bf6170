using System.CommandLine;
using Pandok.Access;
using Spectre.Console;

namespace Pandok.Commands;

internal static class SitesCommand
{
    public static Command Build(NodeOptions node) => new("sites", "The organisations that send studies") { Add(node), List(node) };

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
}
