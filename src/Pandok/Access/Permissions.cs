using Pandok.Studies;

namespace Pandok.Access;

/// <summary>
/// The one place that says who may do what, and who may see which study (architecture, invariant 8). A role gives the deeds, the sites of
/// the account give the studies. Specialties order a reader's list; they do not hide a study, for a wrong specialty rule must not make a
/// study invisible.
/// </summary>
internal static class Permissions
{
    private static readonly Dictionary<Role, Permission[]> Deeds = new()
    {
        [Role.Technologist] = [Permission.UseOwnAccount, Permission.SeeSitePage, Permission.PlaceOrder, Permission.AcknowledgeReport, Permission.RaiseEmergency],
        [Role.Referrer] = [Permission.UseOwnAccount, Permission.SeeSitePage, Permission.PlaceOrder, Permission.AcknowledgeReport, Permission.RaiseEmergency],
        [Role.Reader] = [Permission.UseOwnAccount, Permission.ReadWorklist, Permission.ReadStudy, Permission.ReadTimeline, Permission.ClaimStudy, Permission.ReleaseClaim, Permission.PerformWorkitems, Permission.WriteReport],
        [Role.Coordinator] = [Permission.UseOwnAccount, Permission.ReadWorklist, Permission.ReadStudy, Permission.ReadTimeline, Permission.ReleaseClaim, Permission.PerformWorkitems, Permission.RaiseEmergency, Permission.Coordinate],
        [Role.Analyzer] = [Permission.UseOwnAccount, Permission.ReadWorklist, Permission.ReadStudy, Permission.PerformWorkitems],
        [Role.PrivacyOfficer] = [Permission.UseOwnAccount, Permission.ReadAudit, Permission.ReadReceipts, Permission.ReviewHeld, Permission.KeepVault],
        [Role.Admin] = [Permission.UseOwnAccount, Permission.Administer],
    };

    public static bool May(Role role, Permission permission) => Deeds[role].Contains(permission);

    public static bool MaySee(CurrentUser user, Guid site) => user.AllSites || user.Sites.Contains(site);

    /// <summary>Held instances are originals: an officer who belongs to sites reviews those of these sites only.</summary>
    public static bool MayReview(CurrentUser user, Guid site) => MaySee(user, site) && (user.Sites.Count == 0 || user.Sites.Contains(site));

    public static IQueryable<HeldInstance> ReviewableBy(this IQueryable<HeldInstance> held, CurrentUser user)
    {
        if (user.AllSites && user.Sites.Count == 0)
            return held;
        var sites = user.Sites.ToArray();
        return held.Where(row => sites.Contains(row.SiteId));
    }

    /// <summary>The same for studies whose identities an officer asks for.</summary>
    public static IQueryable<Study> ReviewableBy(this IQueryable<Study> studies, CurrentUser user)
    {
        if (user.AllSites && user.Sites.Count == 0)
            return studies;
        var sites = user.Sites.ToArray();
        return studies.Where(study => sites.Contains(study.SiteId));
    }

    public static IQueryable<Study> VisibleTo(this IQueryable<Study> studies, CurrentUser user)
    {
        if (user.AllSites)
            return studies;
        var sites = user.Sites.ToArray();
        return studies.Where(study => sites.Contains(study.SiteId));
    }

    public static IQueryable<Order> VisibleTo(this IQueryable<Order> orders, CurrentUser user)
    {
        if (user.AllSites)
            return orders;
        var sites = user.Sites.ToArray();
        return orders.Where(order => sites.Contains(order.SiteId));
    }
}
