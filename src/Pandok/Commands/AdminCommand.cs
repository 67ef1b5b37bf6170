using System.CommandLine;

namespace Pandok.Commands;

/// <summary><c>pandok admin</c>: what is done to a platform from its own machine.</summary>
internal static class AdminCommand
{
    public static Command Build()
    {
        var node = new NodeOptions();
        var command = new Command("admin", "Users, sites, devices, keys and the audit trail")
        {
            UsersCommand.Build(node),
            SitesCommand.Build(node),
            DevicesCommand.Build(node),
            KeysCommand.Build(node),
            AuditCommand.Build(node),
        };
        node.AddTo(command);
        return command;
    }
}
