using Microsoft.AspNetCore.Http;

namespace Pandok.Access;

/// <summary>The signed-in account as the database has it at this request. A handler that takes one gets it bound.</summary>
internal sealed record CurrentUser(
    Guid Id, string UserName, string DisplayName, Role Role, IReadOnlySet<Guid> Sites,
    IReadOnlyList<string> Specialties, string Language, string TimeZone)
{
    public bool AllSites => Role is Role.Coordinator or Role.PrivacyOfficer or Role.Admin;

    public Actor Actor => new(Id, DisplayName, Words.Camel(Role));

    public bool May(Permission permission) => Permissions.May(Role, permission);

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Items[typeof(CurrentUser)] as CurrentUser);
}
