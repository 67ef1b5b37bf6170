using Pandok.Access;
using Pandok.Devices;
using Spectre.Console;

namespace Pandok.Commands.Demo;

/// <summary>The demo's site, device and people, with passwords made up for this run.</summary>
internal sealed record DemoCast(IReadOnlyList<DemoCast.Person> People)
{
    internal sealed record Person(string UserName, string Password, Role Role, string Does);

    private static readonly Actor Shell = new(Guid.Empty, "pandok demo", "shell");

    public Person this[string userName] => People.Single(person => person.UserName == userName);

    public static async Task<DemoCast> HireAsync(IServiceProvider services, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var site = await scope.ServiceProvider.GetRequiredService<Sites>().AddAsync(new Sites.NewSite("Demo site", "SITE1"), Shell, stop) is AddSiteOutcome.Added added
            ? added.Site : throw new InvalidOperationException("The demo site could not be added.");
        if (await scope.ServiceProvider.GetRequiredService<DeviceRegistry>().RegisterAsync(new NewDevice(site.Id, "Mobile CT", MobileCt.AeTitle, "127.0.0.1"), Shell, stop) is not RegisterOutcome.Registered)
            throw new InvalidOperationException("The demo device could not be registered.");
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var people = new List<Person>();
        foreach (var (name, role, does) in new[]
        {
            ("reader", Role.Reader, "reads and reports"), ("referrer", Role.Referrer, "waits for the answer at the site"), ("technologist", Role.Technologist, "sends from the unit"),
            ("coordinator", Role.Coordinator, "runs the service"), ("privacy", Role.PrivacyOfficer, "reads the audit trail"), ("admin", Role.Admin, "keeps accounts, sites and devices"),
        })
        {
            var sites = role is Role.Reader or Role.Referrer or Role.Technologist ? new[] { site.Id } : [];
            var outcome = await accounts.AddAsync(new NewAccount(name, $"Demo {name}", role, sites, role == Role.Reader ? ["chest", "emergency"] : null, "en", TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "Asia/Seoul"), Shell, stop);
            people.Add(outcome is AddAccountOutcome.Added account ? new Person(name, account.Password, role, does) : throw new InvalidOperationException($"{name} could not be added."));
        }
        return new DemoCast(people);
    }

    public void Introduce(Uri address)
    {
        var table = new Table().RoundedBorder().AddColumns("sign in as", "password", "who");
        foreach (var person in People) table.AddRow(Markup.Escape(person.UserName), $"[bold]{Markup.Escape(person.Password)}[/]", Markup.Escape(person.Does));
        Terminal.Output.MarkupLineInterpolated($"\nPandok is at [bold]{address}[/]");
        Terminal.Output.Write(table);
    }
}
