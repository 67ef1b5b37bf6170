using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Platform.Database;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Deliver;

/// <summary>Studies for the page of their site. What is shown as reported is what was delivered.</summary>
internal sealed class SiteStudies(Database db, Vault vault, ReaderNames names, SiteKeyring keyring)
{
    private const int Most = 200;

    /// <returns>The newest studies, or how long to wait because this account asked for too many.</returns>
    public async Task<(IReadOnlyList<SiteStudy>? Studies, TimeSpan RetryAfter)> NewestAsync(CurrentUser user, CancellationToken stop)
    {
        var studies = await db.Set<Study>().AsNoTracking().VisibleTo(user).OrderByDescending(study => study.ReceivedAt).Take(Most).ToListAsync(stop);
        return await vault.ResolveManyAsync(studies, "sitePage", user.Actor, stop) switch
        {
            ResolveManyOutcome.Resolved resolved => (await CheckedAsync(studies, resolved.Identities, stop), default),
            ResolveManyOutcome.TooMany many => (null, many.RetryAfter),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    public async Task<SiteStudy> OneAsync(Study study, StudyIdentity? identity, IdentityState state, CancellationToken stop) =>
        (await OfAsync([study], new Dictionary<string, (StudyIdentity?, IdentityState)> { [study.Uid] = (identity, state) }, stop))[0];

    // The same check as before a delivery: a list that names the wrong patient is as bad as a report that does.
    private async Task<IReadOnlyList<SiteStudy>> CheckedAsync(List<Study> studies, IReadOnlyDictionary<string, StudyIdentity> identities, CancellationToken stop)
    {
        var erased = new Dictionary<Guid, bool>();
        var (mappings, found) = (new Dictionary<string, (Pandok.Deidentification.Keys Keys, string Pseudonym)>(), new Dictionary<string, (StudyIdentity?, IdentityState)>(studies.Count));
        foreach (var site in studies.GroupBy(study => study.SiteId))
        {
            if (!(erased[site.Key] = await vault.IsErasedAsync(site.Key, stop)))
                foreach (var (uid, mapping) in await keyring.MappingsOfAsync([.. site], stop)) mappings[uid] = mapping;
        }
        foreach (var study in studies)
        {
            if (erased[study.SiteId]) found[study.Uid] = (null, IdentityState.Erased);
            else if (!mappings.TryGetValue(study.Uid, out var mapping)) found[study.Uid] = (null, IdentityState.Unknown);
            else if (identities.GetValueOrDefault(study.Uid) is not { } identity) found[study.Uid] = (null, IdentityState.Mismatch);
            else found[study.Uid] = ThreeWay.Decide(study, mapping.Keys, mapping.Pseudonym, identity) is null ? (identity, IdentityState.Known) : (null, IdentityState.Mismatch);
        }
        return await OfAsync(studies, found, stop);
    }

    /// <summary>The last version that the site has; 0 for none.</summary>
    public async Task<int> DeliveredAsync(string uid, CancellationToken stop) =>
        await db.Set<Delivery>().Where(delivery => delivery.StudyUid == uid && delivery.Outcome == DeliveryResult.Delivered).MaxAsync(delivery => (int?)delivery.Version, stop) ?? 0;

    private async Task<IReadOnlyList<SiteStudy>> OfAsync(IReadOnlyList<Study> studies, Dictionary<string, (StudyIdentity? Identity, IdentityState State)> identities, CancellationToken stop)
    {
        var uids = studies.Select(study => study.Uid).ToArray();
        var timelines = await Timeline.OfManyAsync(db, uids, stop);
        var delivered = (await db.Set<Delivery>().Where(delivery => uids.Contains(delivery.StudyUid) && delivery.Outcome == DeliveryResult.Delivered)
            .Select(delivery => delivery.StudyUid).Distinct().ToListAsync(stop)).ToHashSet();
        var held = await db.Set<HeldInstance>().Where(row => uids.Contains(row.StudyUid) && row.State == HeldState.Held).GroupBy(row => row.StudyUid).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, stop);
        var people = await names.OfAsync(studies.Select(study => study.AcknowledgedBy).OfType<Guid>(), stop);
        return studies.Select(study => Of(study, identities[study.Uid].Identity, identities[study.Uid].State, held.GetValueOrDefault(study.Uid), delivered.Contains(study.Uid), people, timelines[study.Uid].ToList())).ToList();
    }

    internal static SiteStudy Of(Study study, StudyIdentity? identity, IdentityState state, int held, bool delivered, IReadOnlyDictionary<Guid, string> people, IReadOnlyList<TimelineEvent> timeline) => new()
    {
        Study = study.Uid,
        Patient = PatientView.Of(identity),
        Identity = state,
        Held = held,
        Accession = identity?.Accession,
        Modality = study.Modality,
        BodyPart = study.BodyPart,
        Description = study.Description,
        Specialty = study.Specialty,
        StudyDate = PatientView.Day(identity?.StudyDate),
        Instances = study.InstanceCount,
        Emergency = study.Emergency,
        State = study.State,
        Stuck = study.StuckReason,
        AcknowledgedAt = study.AcknowledgedAt,
        AcknowledgedBy = study.AcknowledgedBy is { } who ? people.GetValueOrDefault(who) : null,
        ReportReady = delivered,
        Timeline = timeline,
    };
}
