using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Worklist.Workitems;

/// <summary>Create, update, change the state of and ask to cancel a workitem (PS3.4 CC.2.1, CC.2.2, CC.2.5, CC.2.6). Null: there is none that this account may see.</summary>
internal sealed class WorkitemDesk(Database db, StudyChanges changes, Claims claims)
{
    private const string WrongTransaction = "The Transaction UID is not that of the workitem in progress.";

    public async Task<WorkitemOutcome?> CreateAsync(CurrentUser user, string? uid, DataSet said, CancellationToken stop)
    {
        if (Fault(said) is { } fault) return fault;
        if (said.GetString(UpsTags.State) is { } state && state != "SCHEDULED") return new WorkitemOutcome.Malformed("A workitem is created SCHEDULED.");
        if (said.GetString(UpsTags.TransactionUid) is not null) return new WorkitemOutcome.Malformed("A workitem is created without a Transaction UID.");
        if (said.GetString(UpsTags.Label) is not { } label) return new WorkitemOutcome.Malformed("Procedure Step Label (0074,1204) is missing.");
        if (WorkitemWords.StudyOf(said) is not { } study) return new WorkitemOutcome.Malformed("The study is missing: name it in Input Information Sequence (0040,4021).");
        uid ??= said.GetString(Tags.SOPInstanceUID) ?? Uids.Create();
        if (!Uids.IsValid(uid)) return new WorkitemOutcome.Malformed($"{uid} is not a UID.");
        return await changes.ByAsync<WorkitemOutcome>(db, user, study, async (change, token) =>
        {
            if (await db.Set<Workitem>().AnyAsync(item => item.Uid == uid, token)) return new WorkitemOutcome.Conflict("There is a workitem with this UID.");
            var item = new Workitem
            {
                Uid = uid,
                StudyUid = study,
                SiteId = change.Study.SiteId,
                Kind = WorkitemKind.Other,
                Label = label,
                WorklistLabel = said.GetString(UpsTags.WorklistLabel) ?? "OTHER",
                Priority = WorkitemWords.PriorityOf(said, WorkitemPriority.Medium)!.Value,
                Ready = change.Study.SettledAt is not null,
                ScheduledAt = change.Now,
                ModifiedAt = change.Now,
                Attributes = WorkitemWords.Merge("{}", said),
            };
            db.Add(item);
            WorkitemFollow.Tell(db, item, WorkitemEvent.StateReport, change.Now);
            await change.SaveAsync(user.Actor, AuditAction.Workitem, new { workitem = uid, state = "scheduled" }, token);
            return new WorkitemOutcome.Created(uid);
        }, stop);
    }

    public Task<WorkitemOutcome?> UpdateAsync(CurrentUser user, string uid, string? transaction, DataSet said, CancellationToken stop) => ChangeAsync(user, uid, async (change, item, token) =>
    {
        if (Fault(said) is { } fault) return fault;
        if (said.Contains(UpsTags.State)) return new WorkitemOutcome.Malformed("The state is changed at /state.");
        if (!item.IsOpen) return new WorkitemOutcome.Conflict($"The workitem is {item.State.Term()}; a final state is never left.");
        if (item.State == WorkitemState.InProgress && transaction is null) return new WorkitemOutcome.Malformed("The workitem is in progress: its Transaction UID is missing.");
        if (item.State == WorkitemState.InProgress && transaction != item.TransactionUid) return new WorkitemOutcome.Conflict(WrongTransaction);
        if (item.State == WorkitemState.Scheduled && item.Kind != WorkitemKind.Other) return new WorkitemOutcome.Conflict("This workitem follows its study; claim it first.");
        item.Attributes = WorkitemWords.Merge(item.Attributes, said);
        if (item.Kind == WorkitemKind.Other)
            (item.Label, item.WorklistLabel, item.Priority) = (said.GetString(UpsTags.Label) ?? item.Label, said.GetString(UpsTags.WorklistLabel) ?? item.WorklistLabel, WorkitemWords.PriorityOf(said, item.Priority)!.Value);
        item.ModifiedAt = change.Now;
        // Who tells of progress still reads: the lease is renewed as by the reading room.
        if (item.Kind == WorkitemKind.Reading && change.Study.ClaimedBy == user.Id) change.Study.ClaimExpires = change.Now + Worklist.Claim.Lease;
        if (said.Contains(UpsTags.ProgressInformation))
            WorkitemFollow.Tell(db, item, WorkitemEvent.ProgressReport, change.Now, WorkitemDataSet.Text(Only(WorkitemDataSet.Own(item.Attributes), UpsTags.ProgressInformation)));
        await change.SaveAsync(user.Actor, AuditAction.Workitem, new { workitem = uid, state = "updated" }, token);
        return new WorkitemOutcome.Done();
    }, stop);

    public Task<WorkitemOutcome?> ChangeStateAsync(CurrentUser user, string uid, DataSet said, string? requester, CancellationToken stop) => ChangeAsync(user, uid, async (change, item, token) =>
    {
        if (WorkitemStates.Parse(said.GetString(UpsTags.State)) is not { } wanted || wanted == WorkitemState.Scheduled)
            return new WorkitemOutcome.Malformed("Procedure Step State (0074,1000) is IN PROGRESS, COMPLETED or CANCELED.");
        if (said.GetString(UpsTags.TransactionUid) is not { } transaction || !Uids.IsValid(transaction)) return new WorkitemOutcome.Malformed("Transaction UID (0008,1195) is missing or no UID.");
        if (wanted == WorkitemState.InProgress) return await ClaimAsync(change, item, user, transaction, requester, token);
        if (item.State == wanted) return new WorkitemOutcome.Already(wanted);
        if (item.State != WorkitemState.InProgress) return new WorkitemOutcome.Conflict($"The workitem is {item.State.Term()}, not IN PROGRESS.");
        if (item.TransactionUid != transaction) return new WorkitemOutcome.Conflict(WrongTransaction);
        return wanted == WorkitemState.Completed ? await CompleteAsync(change, item, user, requester, token) : await GiveBackAsync(change, item, user, requester, token);
    }, stop);

    public Task<WorkitemOutcome?> RequestCancelAsync(CurrentUser user, string uid, DataSet? said, string? requester, CancellationToken stop) => ChangeAsync(user, uid, async (change, item, token) =>
    {
        switch (item.State)
        {
            case WorkitemState.Canceled: return new WorkitemOutcome.Already(WorkitemState.Canceled);
            case WorkitemState.Completed: return new WorkitemOutcome.Conflict("The workitem is COMPLETED.");
            case WorkitemState.Scheduled when item.Kind == WorkitemKind.Reading: return new WorkitemOutcome.Conflict("A study is not taken off the readers' list.");
            case WorkitemState.Scheduled:
                WorkitemFollow.Move(db, item, WorkitemState.Canceled, change.Now);
                break;
            default:
                var reason = WorkitemDataSet.Utf8();
                if (said?.GetString(UpsTags.ReasonForCancellation) is { } why) reason.Set(UpsTags.ReasonForCancellation, Vr.LT, why);
                if (requester is not null) reason.Set(UpsTags.RequestingAe, Vr.AE, requester);
                WorkitemFollow.Tell(db, item, WorkitemEvent.CancelRequested, change.Now, WorkitemDataSet.Text(reason));
                break;
        }
        await change.SaveAsync(user.Actor, AuditAction.Workitem, new { workitem = uid, state = "cancelRequested", requester }, token);
        return new WorkitemOutcome.Done();
    }, stop);

    private async Task<WorkitemOutcome> ClaimAsync(StudyChange change, Workitem item, CurrentUser user, string transaction, string? requester, CancellationToken stop)
    {
        if (item.State == WorkitemState.InProgress)
            return item.TransactionUid == transaction ? new WorkitemOutcome.Already(item.State) : new WorkitemOutcome.Conflict("The workitem is IN PROGRESS with somebody else.");
        if (item.State != WorkitemState.Scheduled) return new WorkitemOutcome.Conflict($"The workitem is {item.State.Term()}.");
        item.PerformerAe = requester;
        if (item.Kind == WorkitemKind.Reading)
        {
            if (!user.May(Permission.ClaimStudy)) return new WorkitemOutcome.Conflict("Only a reader's account may claim a reading.");
            if (await claims.TakeAsync(change, user, stop, requester) is not ClaimOutcome.Taken) return new WorkitemOutcome.Conflict("There is nothing to read in this study now, or somebody reads it.");
        }
        else
        {
            WorkitemFollow.Claim(db, item, user.Id, change.Now);
            await change.SaveAsync(user.Actor, AuditAction.Workitem, new { workitem = item.Uid, state = "inProgress", requester }, stop);
        }
        item.TransactionUid = transaction;
        return new WorkitemOutcome.Done();
    }

    private async Task<WorkitemOutcome> CompleteAsync(StudyChange change, Workitem item, CurrentUser user, string? requester, CancellationToken stop)
    {
        if (item.Kind == WorkitemKind.Reading) return new WorkitemOutcome.Conflict("A reading is completed by signing its report.");
        // PS3.4 CC.2.5.1.1: what was performed must be said before the final state.
        if (WorkitemDataSet.Own(item.Attributes).GetItems(UpsTags.PerformedProcedure).Count == 0)
            return new WorkitemOutcome.Conflict("Unified Procedure Step Performed Procedure Sequence (0074,1216) is missing: update the workitem first.");
        WorkitemFollow.Move(db, item, WorkitemState.Completed, change.Now);
        await change.SaveAsync(user.Actor, AuditAction.Workitem, new { workitem = item.Uid, state = "completed", requester }, stop);
        return new WorkitemOutcome.Done();
    }

    private async Task<WorkitemOutcome> GiveBackAsync(StudyChange change, Workitem item, CurrentUser user, string? requester, CancellationToken stop)
    {
        if (item.Kind == WorkitemKind.Reading)
            return await claims.ReleaseAsync(change, user, stop, requester) is ReleaseOutcome.Released ? new WorkitemOutcome.Done() : new WorkitemOutcome.Conflict("Somebody else reads this study.");
        WorkitemFollow.Move(db, item, WorkitemState.Canceled, change.Now);
        await change.SaveAsync(user.Actor, AuditAction.Workitem, new { workitem = item.Uid, state = "canceled", requester }, stop);
        return new WorkitemOutcome.Done();
    }

    private async Task<WorkitemOutcome?> ChangeAsync(CurrentUser user, string uid, Func<StudyChange, Workitem, CancellationToken, Task<WorkitemOutcome>> decide, CancellationToken stop)
    {
        var study = await db.Set<Workitem>().AsNoTracking().Where(item => item.Uid == uid).Select(item => item.StudyUid).SingleOrDefaultAsync(stop);
        return study is null ? null : await changes.ByAsync(db, user, study, async (change, token) => await decide(change, await db.Set<Workitem>().SingleAsync(item => item.Uid == uid, token), token), stop);
    }

    private static WorkitemOutcome.Malformed? Fault(DataSet said) =>
        WorkitemWords.NotKept(said) is { Count: > 0 } unknown ? new($"Not kept here, so not accepted: {string.Join(", ", unknown)}.")
        : WorkitemWords.PriorityOf(said, WorkitemPriority.Medium) is null ? new("Scheduled Procedure Step Priority (0074,1200) is HIGH, MEDIUM or LOW.")
        : null;

    private static DataSet Only(DataSet set, Tag tag)
    {
        var only = WorkitemDataSet.Utf8();
        if (set.TryGet(tag, out var element)) only.Set(element);
        return only;
    }
}
