using System.Collections.Concurrent;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>A modality of our own on plain sockets with pydicom (tests/peers/modality.py): performed procedure steps, storage commitment, user identity.</summary>
public sealed class ModalityTests
{
    private static readonly Tag Status = new(0x00400252);
    private static readonly Tag TransactionUid = new(0x00081195);
    private static readonly Tag ReferencedSops = new(0x00081199);

    [Fact]
    public async Task A_performed_procedure_step_is_created_and_completed()
    {
        var steps = new Steps();
        await using var server = DicomServer.Start(FolderArchive.Options, steps);
        var (exit, lines) = await RunAsync("mpps", server, "--uid", "1.2.826.0.1.3680043.8.498.77");
        Assert.Equal(0, exit);
        Assert.Equal(["associated", "N-CREATE", "N-SET"], lines.Select(line => line.GetProperty("what").GetString()));
        Assert.Equal(["IN PROGRESS", "COMPLETED"], steps.Seen["1.2.826.0.1.3680043.8.498.77"]);
    }

    [Fact]
    public async Task A_refusal_names_its_status_and_comment()
    {
        await using var server = DicomServer.Start(FolderArchive.Options, new Steps { OnCreate = DimseStatus.MissingAttribute.With("no patient").At(Tags.PatientID) });
        var (exit, lines) = await RunAsync("mpps", server);
        Assert.Equal(1, exit);
        Assert.Equal(0x0120, lines[1].GetProperty("status").GetInt32());
        Assert.Equal("no patient", lines[1].GetProperty("comment").GetString());
    }

    [Fact]
    public async Task Storage_commitment_is_reported_on_the_same_association()
    {
        await using var server = DicomServer.Start(FolderArchive.Options, new Committer());
        var (exit, lines) = await RunAsync("commit", server, "--instance", $"{Uids.CTImageStorage}:1.2.3", "--instance", $"{Uids.CTImageStorage}:1.2.4");
        Assert.Equal(0, exit);
        var report = lines[^1];
        Assert.Equal("N-EVENT-REPORT", report.GetProperty("what").GetString());
        Assert.Equal(1, report.GetProperty("event").GetInt32());
        Assert.True(report.GetProperty("sameTransaction").GetBoolean());
        Assert.Equal(["1.2.3", "1.2.4"], report.GetProperty("committed").EnumerateArray().Select(uid => uid.GetString()));
    }

    [Fact]
    public async Task Storage_commitment_is_reported_on_a_new_association_with_the_roles_reversed()
    {
        var port = Dcmtk.FreePort();
        var committer = new Committer
        {
            ReportTo = new DicomClientOptions
            {
                Host = "127.0.0.1",
                Port = port,
                CallingAe = "PANDOK",
                CalledAe = "MODALITY",
                Contexts = PresentationContext.Propose([(SopClasses.StorageCommitment, TransferSyntax.ImplicitLittleEndian)]),
                Roles = [new RoleSelection(SopClasses.StorageCommitment, Scu: false, Scp: true)],
            }
        };
        await using var server = DicomServer.Start(FolderArchive.Options, committer);
        var (exit, lines) = await RunAsync("commit", server, "--instance", $"{Uids.CTImageStorage}:1.2.3", "--listen", port.ToString());
        Assert.Equal(0, exit);
        Assert.Equal(["associated", "N-ACTION", "accepted", "N-EVENT-REPORT", "released"], lines.Select(line => line.GetProperty("what").GetString()));
        Assert.True(lines[2].GetProperty("roles").GetBoolean());
        Assert.Equal(["1.2.3"], lines[3].GetProperty("committed").EnumerateArray().Select(uid => uid.GetString()));
        Assert.Equal(DimseStatus.Success, (await committer.Reported.Task.WaitAsync(Pdus.Patience)).Status);
    }

    [Theory]
    [InlineData("right", true)]
    [InlineData("wrong", false)]
    public async Task A_user_identity_is_judged_by_the_handler_and_confirmed(string password, bool comesIn)
    {
        UserIdentity? seen = null;
        var steps = new Steps
        {
            OnAccept = request =>
            {
                seen = request.UserIdentity;
                return seen is { Type: UserIdentityType.UsernameAndPasscode, Username: "demo", Passcode: "right" }
                    ? new AssociationDecision.Accepted { UserIdentityResponse = ReadOnlyMemory<byte>.Empty }
                    : AssociationDecision.Reject(AssociationRejection.NoReason);
            },
        };
        await using var server = DicomServer.Start(FolderArchive.Options, steps);
        var (exit, lines) = await RunAsync("mpps", server, "--user", "demo", "--password", password);
        Assert.Equal(comesIn, exit == 0);
        Assert.Equal(password, seen!.Passcode);
        if (comesIn) Assert.True(lines[0].GetProperty("identityConfirmed").GetBoolean());
    }

    internal static async Task<(int Exit, List<JsonElement> Lines)> RunAsync(string task, DicomServer server, params string[] arguments)
    {
        var script = Script();
        var (exit, output) = await Dcmtk.RunAsync("/usr/bin/python3", [script, task, "127.0.0.1", server.EndPoint.Port.ToString(), .. arguments]);
        if (output.Contains("No module named 'pydicom'", StringComparison.Ordinal)) Assert.Skip("NOT TESTED: python3-pydicom is not installed");
        return (exit, [.. output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)]);
    }

    private static string Script()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Pandok.slnx"))) return Path.Combine(at.FullName, "tests/peers/modality.py");
        throw new FileNotFoundException("The repository's root was not found.");
    }

    private class Modest : DicomServerHandler
    {
        public Func<AssociationRequest, AssociationDecision> OnAccept { get; init; } = _ => AssociationDecision.Accept;

        public override ValueTask<AssociationDecision> AcceptAsync(AssociationRequest request, CancellationToken stop) => ValueTask.FromResult(OnAccept(request));

        public override ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop) => ValueTask.FromResult(DimseStatus.Success);
    }

    private sealed class Steps : Modest
    {
        public ConcurrentDictionary<string, List<string?>> Seen { get; } = [];
        public DimseStatus OnCreate { get; init; } = DimseStatus.Success;

        public override ValueTask<NormalizedResponse> CreateAsync(NormalizedRequest request, CancellationToken stop)
        {
            Seen[request.SopInstanceUid!] = [request.DataSet!.GetString(Status)];
            return ValueTask.FromResult<NormalizedResponse>(OnCreate);
        }

        public override ValueTask<NormalizedResponse> SetAsync(NormalizedRequest request, CancellationToken stop)
        {
            if (!Seen.TryGetValue(request.SopInstanceUid!, out var states)) return ValueTask.FromResult<NormalizedResponse>(DimseStatus.NoSuchSopInstance);
            states.Add(request.DataSet!.GetString(Status));
            return ValueTask.FromResult<NormalizedResponse>(DimseStatus.Success);
        }
    }

    // Commits to everything; after the response, on the association of the request or on a new one.
    private sealed class Committer : Modest
    {
        public DicomClientOptions? ReportTo { get; init; }
        public TaskCompletionSource<NormalizedResponse> Reported { get; } = new();

        public override ValueTask<NormalizedResponse> ActionAsync(NormalizedRequest request, CancellationToken stop)
        {
            Assert.Equal(SopClasses.StorageCommitmentInstance, request.SopInstanceUid);
            var result = new DataSet().Set(TransactionUid, Vr.UI, request.DataSet!.GetString(TransactionUid)!);
            result.SetItems(ReferencedSops, [.. request.DataSet!.GetItems(ReferencedSops).Select(item => item.Copy())]);
            _ = Task.Run(async () =>
            {
                try
                {
                    Reported.SetResult(await ReportAsync(request, result));
                }
                catch (Exception fault)
                {
                    Reported.SetException(fault);
                }
            }, CancellationToken.None);
            return ValueTask.FromResult<NormalizedResponse>(DimseStatus.Success);
        }

        private async Task<NormalizedResponse> ReportAsync(NormalizedRequest request, DataSet result)
        {
            await Task.Delay(300);
            if (ReportTo is null) return await request.Events.ReportAsync(SopClasses.StorageCommitment, SopClasses.StorageCommitmentInstance, 1, result, default);
            await using var client = await DicomClient.ConnectAsync(ReportTo, default);
            Assert.True(client.Association.Contexts.Values.Single().RequestorIsScp);
            var response = await client.EventReportAsync(SopClasses.StorageCommitment, SopClasses.StorageCommitmentInstance, 1, result, default);
            await client.ReleaseAsync(default);
            return response;
        }
    }
}
