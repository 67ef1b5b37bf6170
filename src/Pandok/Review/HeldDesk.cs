using Microsoft.EntityFrameworkCore;
using System.Text.Json;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Deidentify.Quarantine;
using Pandok.Ingest;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Studies;

namespace Pandok.Review;

/// <summary>What a privacy officer decides about a held instance. Each decision is about the row as it was seen; the officer who comes second looks again.</summary>
internal sealed class HeldDesk(Database db, Quarantine quarantine, InstanceIntake intake, InstanceDeidentifier deidentifier, ScratchFolder scratches, SiteDeviceRules rules, AuditTrail trail, LiveHub live, TimeProvider time)
{
    /// <returns>Null if there is none that this account may review.</returns>
    public Task<HeldInstance?> FindAsync(CurrentUser user, Guid id, CancellationToken stop) =>
        db.Set<HeldInstance>().AsNoTracking().ReviewableBy(user).SingleOrDefaultAsync(held => held.Id == id, stop);

    /// <summary>Written down, and committed, before anything of the original is opened.</summary>
    public Task ViewedAsync(CurrentUser user, HeldInstance held, string page, CancellationToken stop) =>
        db.InTransactionAsync(token => trail.AppendAsync(db, user.Actor, AuditAction.Viewed, held.StudyUid, held.SiteId, new { page, held = held.Id }, token), stop);

    public async Task<DecisionOutcome> SaveBoxesAsync(CurrentUser user, HeldInstance held, int version, IReadOnlyList<HeldBox> boxes, CancellationToken stop)
    {
        if (Wrong(held, boxes) is { } wrong) return wrong;
        var json = JsonSerializer.Serialize(boxes, Quarantine.Json);
        return await db.InTransactionAsync<DecisionOutcome>(async token =>
            await Mine(held, version).ExecuteUpdateAsync(row => row.SetProperty(r => r.BoxesJson, json).SetProperty(r => r.Version, version + 1), token) == 1
                ? new DecisionOutcome.Done(version + 1) : new DecisionOutcome.Stale(), stop);
    }

    /// <summary>What would become of it with these boxes; nothing is kept.</summary>
    public async Task<(DeidentifyOutcome? Outcome, DecisionOutcome? Refusal)> LookAsync(CurrentUser user, HeldInstance held, IReadOnlyList<HeldBox> boxes, CancellationToken stop)
    {
        if (Wrong(held, boxes) is { } wrong) return (null, wrong);
        if (await OpenAsync(held, stop) is not { } file) return (null, new DecisionOutcome.Gone());
        await using (file)
        {
            await using var written = scratches.Open();
            return (await deidentifier.LookAsync(file, written, OriginOf(held), new PixelReview(user.DisplayName, boxes), stop), null);
        }
    }

    /// <summary>Through the very same intake, verified again, into its study.</summary>
    public async Task<DecisionOutcome> ReleaseAsync(CurrentUser user, HeldInstance held, int version, IReadOnlyList<HeldBox> boxes, CancellationToken stop)
    {
        if (Wrong(held, boxes) is { } wrong) return wrong;
        if (held.State != HeldState.Held || held.Version != version) return new DecisionOutcome.Stale();
        ReceiveOutcome outcome;
        try
        {
            if (await OpenAsync(held, stop) is not { } file) return await Mine(held, version).AnyAsync(stop) ? new DecisionOutcome.Gone() : new DecisionOutcome.Stale();
            await using (file)
                outcome = await intake.ReleaseAsync(file, OriginOf(held), new PixelReview(user.DisplayName, boxes), held.Sha256, SaveAsync, stop);
            // Archived by a release that was killed before it could end, or by the other officer a moment ago: the row says which.
            if (outcome is ReceiveOutcome.AlreadyThere) await db.InTransactionAsync(_ => SaveAsync(db), stop);
        }
        catch (Exception fault) when (fault is StaleHeldException or FileNotFoundException)
        {
            return new DecisionOutcome.Stale();
        }
        switch (outcome)
        {
            case ReceiveOutcome.Archived or ReceiveOutcome.AlreadyThere:
                break;
            case ReceiveOutcome.Held still:
                return new DecisionOutcome.StillHeld(still.Reasons);
            case ReceiveOutcome.OutOfResources full:
                return new DecisionOutcome.NoRoom(full.Detail);
            case ReceiveOutcome.Refused refused:
                return new DecisionOutcome.Refused(refused.Code);
            case ReceiveOutcome.Unreadable unreadable:
                return new DecisionOutcome.Refused(unreadable.Error.ToString());
        }
        await quarantine.DiscardAsync(held, stop);
        Tell(held);
        return new DecisionOutcome.Done(version + 1);

        async Task SaveAsync(Database inside)
        {
            var now = time.GetUtcNow();
            if (await inside.Set<HeldInstance>().Where(row => row.Id == held.Id && row.Version == version && row.State == HeldState.Held).ExecuteUpdateAsync(row => row
                .SetProperty(r => r.State, HeldState.Released).SetProperty(r => r.Version, version + 1).SetProperty(r => r.DecidedAt, now).SetProperty(r => r.DecidedBy, user.DisplayName), CancellationToken.None) == 0)
                throw new StaleHeldException();
            await trail.AppendAsync(inside, user.Actor, AuditAction.HeldEnded, held.StudyUid, held.SiteId, new { held = held.Id, state = HeldState.Released, boxes = boxes.Count, reasons = held.Reasons.Split(' ') }, CancellationToken.None);
        }
    }

    /// <summary>The sealed original is erased. Cannot be undone.</summary>
    public async Task<DecisionOutcome> RejectAsync(CurrentUser user, HeldInstance held, int version, string reason, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var mine = await db.InTransactionAsync(async token =>
        {
            if (await Mine(held, version).ExecuteUpdateAsync(row => row.SetProperty(r => r.State, HeldState.Rejected).SetProperty(r => r.Version, version + 1)
                .SetProperty(r => r.DecidedAt, now).SetProperty(r => r.DecidedBy, user.DisplayName).SetProperty(r => r.Note, reason), token) == 0) return false;
            await trail.AppendAsync(db, user.Actor, AuditAction.HeldEnded, held.StudyUid, held.SiteId, new { held = held.Id, state = HeldState.Rejected }, token);
            return true;
        }, stop);
        if (!mine) return new DecisionOutcome.Stale();
        await quarantine.DiscardAsync(held, stop);
        Tell(held);
        return new DecisionOutcome.Done(version + 1);
    }

    /// <summary>A rule for the device that made it. Its signature is that of the cleaned header, so no word of a patient gets into a rule.</summary>
    /// <returns>The rule, or why there is none.</returns>
    public async Task<(SavedRule? Rule, DecisionOutcome? Refusal)> MakeRuleAsync(CurrentUser user, HeldInstance held, IReadOnlyList<HeldBox> boxes, CancellationToken stop)
    {
        if (boxes.Count == 0) return (null, new DecisionOutcome.BadBoxes());
        var (outcome, refusal) = await LookAsync(user, held, boxes, stop);
        if (refusal is not null) return (null, refusal);
        if (outcome is not DeidentifyOutcome.Clean clean) return (null, outcome is DeidentifyOutcome.Held still ? new DecisionOutcome.StillHeld(still.Reasons) : new DecisionOutcome.Refused("refused"));
        var rule = SiteDeviceRules.Of(clean.DataSet, held.SiteId, boxes, held.Id, user.DisplayName, time.GetUtcNow());
        if (rule.Manufacturer.Length == 0 && rule.Model.Length == 0) return (null, new DecisionOutcome.Refused("noSignature"));
        await db.InTransactionAsync(async token =>
        {
            db.Add(rule);
            await db.SaveChangesAsync(token);
            await trail.AppendAsync(db, user.Actor, AuditAction.Administered, null, held.SiteId, new { deed = "deviceRuleMade", rule = rule.Id, held = held.Id, boxes = boxes.Count }, token);
        }, stop);
        rules.Forget(held.SiteId);
        return (rule, null);
    }

    /// <returns>The original as a Part 10 file; null if it is gone.</returns>
    public Task<Stream?> OpenAsync(HeldInstance held, CancellationToken stop) => HeldFile.OpenAsync(quarantine, held, stop);

    private static DecisionOutcome.BadBoxes? Wrong(HeldInstance held, IReadOnlyList<HeldBox> boxes) =>
        boxes.Count > 500 || boxes.Any(box => !box.IsIn(held.Columns ?? 0, held.Rows ?? 0, held.Frames)) ? new DecisionOutcome.BadBoxes() : null;

    private IQueryable<HeldInstance> Mine(HeldInstance held, int version) => db.Set<HeldInstance>().Where(row => row.Id == held.Id && row.Version == version && row.State == HeldState.Held);

    private static Origin OriginOf(HeldInstance held) => new(held.SiteId, held.DeviceId, held.Door, held.Peer, held.CallingAe);

    private void Tell(HeldInstance held)
    {
        live.Publish(new LiveEvent("worklist", null, held.SiteId));
        live.Publish(new LiveEvent("study", held.StudyUid, held.SiteId));
    }

#pragma warning disable CA1032, CA1064 // never leaves this class
    private sealed class StaleHeldException : Exception;
#pragma warning restore CA1032, CA1064
}
