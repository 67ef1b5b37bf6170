using Pandok.Report;

namespace Pandok.Deliver;

/// <summary>One study of the site with the versions that were delivered to it.</summary>
internal sealed record SiteStudyDetail : SiteStudy
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public SiteStudyDetail(SiteStudy study, DeliveredReport? report) : base(study) => Report = report;

    public DeliveredReport? Report { get; }
}

internal sealed record DeliveredReport(IReadOnlyList<VersionView> Versions);
