namespace Pandok.Access;

/// <summary>What became of a new site.</summary>
internal abstract record AddSiteOutcome
{
    private AddSiteOutcome() { }

    internal sealed record Added(Site Site) : AddSiteOutcome;

    internal sealed record Refused(string Code, string Title) : AddSiteOutcome;
}
