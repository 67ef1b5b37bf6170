using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Pandok.Archive;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Devices;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Ingest.Commitment;

/// <summary>
/// Storage commitment as provider (PS3.4 Annex J). The request is durable before it is accepted; the answer goes out on the association it came on while that is open, else on one
/// of our own to the device's address, again and again with longer pauses.
/// Invariant: success is said only of an instance whose bytes are in the archive now, under the name that the site's key gives to its original UID.
/// </summary>
internal sealed class StorageCommitment(DatabaseFactory databases, VaultBoxes vault, SiteKeyring keyring, InstanceFiles files, IntakeDiary diary, PandokOptions options, TimeProvider time, ILogger<StorageCommitment> log)
{
    private const ushort AllSafe = 1, SomeFailed = 2; // event types, PS3.4 J.3.3
    private const ushort RequestCommitment = 1; // action type, PS3.4 J.3.2
    private const int MostAttempts = 40;
    // The response to the request goes first.
    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);
    private readonly ConcurrentDictionary<Guid, EventReporter> associations = new();

    public async Task<NormalizedResponse> ActionAsync(NormalizedRequest request, Device device, CancellationToken stop)
    {
        if (request.SopInstanceUid != SopClasses.StorageCommitmentInstance) return DimseStatus.NoSuchSopInstance;
        if (request.TypeId != RequestCommitment) return DimseStatus.NoSuchActionType;
        if (CommitmentList.Read(request.DataSet) is not { } list) return DimseStatus.InvalidArgumentValue;
        var now = time.GetUtcNow();
        var row = new CommitmentRequest { Id = Guid.CreateVersion7(now), SiteId = device.SiteId, DeviceId = device.Id, AskedAt = now, DueAt = now + Courtesy };
        await vault.PutAsync(device.SiteId, PlaceOf(row.Id), list.Pack(), stop);
        // Before the row, which another thread may find at once.
        associations[row.Id] = request.Events;
        await using var db = databases.Create();
        await db.InTransactionAsync(async token =>
        {
            db.Add(row);
            await db.SaveChangesAsync(token);
        }, stop);
        return DimseStatus.Success;
    }

    /// <summary>Answers what is due. Any node may do it at any time; the row's version decides between two.</summary>
    public async Task<bool> AnswerDueAsync(CancellationToken stop)
    {
        await using var db = databases.Create();
        var now = time.GetUtcNow();
        if (await db.Set<CommitmentRequest>().Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).FirstOrDefaultAsync(stop) is not { } row) return false;
        row.Attempts++;
        row.DueAt = now + Pause(row.Attempts);
        row.Version++;
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return true; // another node has it
        }
        row.LastError = await AnswerAsync(db, row, stop);
        if (row.LastError is null || row.Attempts >= MostAttempts)
        {
            if (row.LastError is not null) await diary.NoteStrangerAsync(Door.Dimse, "storage commitment", null, "commitmentUndelivered", stop);
            db.Remove(row);
            await db.SaveChangesAsync(stop);
            await vault.RemoveAsync(row.SiteId, PlaceOf(row.Id), stop);
            return true;
        }
        log.CommitmentWaits(row.Attempts, row.LastError);
        row.Version++;
        await db.SaveChangesAsync(stop);
        return true;
    }

    internal static TimeSpan Pause(int attempts) => attempts > 12 ? LongestPause : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 2 << attempts));

    // Null when the device has the answer, or nothing is left to answer.
    private async Task<string?> AnswerAsync(Database db, CommitmentRequest row, CancellationToken stop)
    {
        if (!(await vault.OpenAsync(row.SiteId, [PlaceOf(row.Id)], stop)).TryGetValue(PlaceOf(row.Id), out var packed)) return null;
        var list = CommitmentList.Unpack(packed);
        var failed = await FailedAsync(db, row.SiteId, list, stop);
        var (type, answer) = (failed.Count == 0 ? AllSafe : SomeFailed, list.Answer(failed));
        try
        {
            if (associations.TryRemove(row.Id, out var association) && association.IsOpen)
            {
                try
                {
                    if ((await association.ReportAsync(SopClasses.StorageCommitment, SopClasses.StorageCommitmentInstance, type, answer, stop)).Status.IsSuccess) return null;
                }
                catch (Exception fault) when (fault is IOException or ContextNotAcceptedException)
                {
                    // It went away meanwhile: on one of our own, then.
                }
            }
            var device = await db.Set<Device>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == row.DeviceId && !one.Disabled, stop);
            if (device is not { Host: { } host, Port: { } port }) return "noAddress";
            await using var client = await DicomClient.ConnectAsync(new DicomClientOptions
            {
                Host = host,
                Port = port,
                CallingAe = options.AeTitle,
                CalledAe = device.AeTitle,
                Contexts = PresentationContext.Propose([(SopClasses.StorageCommitment, TransferSyntax.ImplicitLittleEndian), (SopClasses.StorageCommitment, TransferSyntax.ExplicitLittleEndian)]),
                Roles = [new RoleSelection(SopClasses.StorageCommitment, Scu: false, Scp: true)],
                Time = time,
            }, stop);
            var told = await client.EventReportAsync(SopClasses.StorageCommitment, SopClasses.StorageCommitmentInstance, type, answer, stop);
            await client.ReleaseAsync(stop);
            return told.Status.IsSuccess ? null : $"status {told.Status.Code:X4}H";
        }
        catch (Exception fault) when (fault is IOException or SocketException or ContextNotAcceptedException)
        {
            return fault.GetType().Name;
        }
    }

    // Failure reasons of PS3.3 C.14.1.1.
    private async Task<Dictionary<CommitmentList.Item, ushort>> FailedAsync(Database db, Guid site, CommitmentList list, CancellationToken stop)
    {
        var keys = await keyring.OfAsync(site, stop);
        var failed = new Dictionary<CommitmentList.Item, ushort>();
        foreach (var part in list.Items.Chunk(500))
        {
            var mapped = part.ToDictionary(item => item, item => Mapped.Uid(keys, item.SopInstance));
            var uids = mapped.Values.ToArray();
            var found = await (from instance in db.Set<Instance>().AsNoTracking()
                               join study in db.Set<Study>() on instance.StudyUid equals study.Uid
                               where study.SiteId == site && uids.Contains(instance.Uid)
                               select instance).ToDictionaryAsync(instance => instance.Uid, stop);
            foreach (var (item, uid) in mapped)
            {
                if (!found.TryGetValue(uid, out var instance)) failed[item] = DimseStatus.NoSuchSopInstance.Code;
                else if (instance.SopClass != item.SopClass) failed[item] = DimseStatus.ClassInstanceConflict.Code;
                else if (!files.IsWhole(instance)) failed[item] = DimseStatus.ProcessingFailure.Code;
            }
        }
        return failed;
    }

    private static string PlaceOf(Guid id) => $"commitment/{id:D}";
}
