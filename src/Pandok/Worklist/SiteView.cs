namespace Pandok.Worklist;

internal sealed record SiteView(Guid Id, string Name);
