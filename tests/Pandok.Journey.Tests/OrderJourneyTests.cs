using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Pandok.Journey.Tests.Fixtures;
using Pandok.Tests;

namespace Pandok.Journey.Tests;

/// <summary>
/// An examination from its order to its study, over the doors a hospital has: an HL7 message, the worklist by findscu, performed procedure steps and storage commitment by a
/// scripted modality (pydicom), images by storescu. The process is killed between the request for commitment and its answer.
/// </summary>
public sealed class OrderJourneyTests(ITestOutputHelper output)
{
    private const string Step = "1.2.826.0.1.3680043.8.498.2001";

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task An_order_comes_over_HL7_is_performed_arrives_is_committed_and_stands_on_the_sites_page(string database)
    {
        var onPostgres = database == "PostgreSQL";
        await using var node = await Node.StartAsync(
            database: onPostgres ? await PostgresCluster.NewDatabaseAsync() : null, vaultDatabase: onPostgres ? await PostgresCluster.NewDatabaseAsync() : null);
        using var technologist = await node.SignInNewAsync("technologist", "Technologist");
        var folder = Directory.CreateTempSubdirectory("pandok-order-").FullName;
        try
        {
            var listens = Node.FreePort();
            await node.AdminAsync("devices", "change", "MOBILECT", "--host", "127.0.0.1", "--port", $"{listens}");

            // ordered
            var at = TimeProvider.System.GetUtcNow().AddHours(1);
            Assert.Contains("MSA|AA|", await SayAsync(node, string.Join('\r',
                "MSH|^~\\&|MOBILECT|SITEA|PANDOK||20261122||ORM^O01|M1|P|2.5||||||UNICODE UTF-8", "PID|1||ZZPID-77||ZZPLANTED^DEMO^^^^^^A~홍^길동^^^^^^P||19610417|F",
                "ORC|NW|ZZORD-1", $"OBR|1|||CT^Chest CT||||||||||||||ZZACC-9||||||CT|||^^^{at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}+0000", "")));

            // on the device's worklist
            var (code, said) = await Run.Async(Places.Tool("findscu"), "-W", "-X", "-od", folder, "-aet", "MOBILECT", "-aec", "PANDOK", "-k", "PatientName", "-k", "PatientID", "-k", "AccessionNumber", "-k", "StudyInstanceUID",
                "-k", "ScheduledProcedureStepSequence[0].Modality=CT", "127.0.0.1", $"{node.Dimse}");
            Assert.True(code == 0, said);
            var item = (await PythonAsync("dicom_files.py", ["read", .. Directory.GetFiles(folder, "*.dcm")]))[0];
            Assert.Equal(("ZZPLANTED^DEMO==홍^길동", "ZZPID-77", "ZZACC-9"), (item.GetProperty("PatientName").GetString(), item.GetProperty("PatientID").GetString(), item.GetProperty("AccessionNumber").GetString()));
            var study = item.GetProperty("StudyInstanceUID").GetString()!;

            // performed
            Assert.Equal("0000", await StepAsync(node, folder, "create", new
            {
                PerformedProcedureStepStatus = "IN PROGRESS", PatientName = "ZZPLANTED^DEMO", PatientID = "ZZPID-77", Modality = "CT",
                ScheduledStepAttributesSequence = new[] { new { StudyInstanceUID = study, AccessionNumber = "ZZACC-9" } },
            }));
            Assert.Equal("inProgress", await StateAsync(technologist));
            await File.WriteAllTextAsync(Path.Combine(folder, "study.json"), JsonSerializer.Serialize(new
            {
                PatientName = "ZZPLANTED^DEMO==홍^길동", PatientID = "ZZPID-77", PatientBirthDate = "19610417", AccessionNumber = "ZZACC-9", StudyInstanceUID = study,
            }));
            var files = Directory.CreateDirectory(Path.Combine(folder, "study")).FullName;
            await PythonAsync("dicom_files.py", "make", files, "3", Path.Combine(folder, "study.json"));
            (code, said) = await node.StorescuAsync(files);
            Assert.True(code == 0, said);
            Assert.Equal("0000", await StepAsync(node, folder, "set", new { PerformedProcedureStepStatus = "COMPLETED", PerformedProcedureStepEndDate = "20261122", PerformedProcedureStepEndTime = "101500" }));
            Assert.Equal("completed", await StateAsync(technologist));

            // committed: asked, then the platform dies; the answer comes from its next life, to the device's own address
            var originals = await PythonAsync("dicom_files.py", ["read", .. Directory.GetFiles(files)]);
            var items = originals.EnumerateArray().Select(one => new { ReferencedSOPClassUID = one.GetProperty("SOPClassUID").GetString(), ReferencedSOPInstanceUID = one.GetProperty("SOPInstanceUID").GetString() }).ToList();
            await File.WriteAllTextAsync(Path.Combine(folder, "items.json"), JsonSerializer.Serialize(items));
            var asked = await PythonAsync("dimse_peer.py", "commit", "127.0.0.1", $"{node.Dimse}", "MOBILECT", "1.2.3.99", Path.Combine(folder, "items.json"), "0");
            Assert.Equal("0000", asked.GetProperty("status").GetString());
            await node.KillAsync();
            await node.StartServerAsync();
            var report = (await PythonAsync("dimse_peer.py", "listen", $"{listens}", "MOBILECT", "120")).GetProperty("report");
            Assert.Equal(("1.2.3.99", 3, 0), (report.GetProperty("transaction").GetString(), report.GetProperty("safe").GetArrayLength(), report.GetProperty("failed").GetArrayLength()));

            // on the site's page
            var order = Assert.Single((await technologist.GetFromJsonAsync<JsonElement>("/api/site/orders")).GetProperty("items").EnumerateArray());
            var linked = order.GetProperty("study").GetString()!;
            var own = await Node.UntilAsync(technologist, $"/api/site/studies/{linked}", answer => answer.GetProperty("timeline").EnumerateArray().Any(one => one.GetProperty("kind").GetString() == "settled"));
            var way = own.GetProperty("timeline").EnumerateArray().Select(one => one.GetProperty("kind").GetString()!).ToList();
            output.WriteLine(string.Join(" > ", way));
            Assert.Equal(["ordered", "started", "received", "performed"], way.Take(4));
            Assert.Equal("ZZPID-77", own.GetProperty("patient").GetProperty("id").GetString());

            // and nobody reads it on disk
            foreach (var word in new[] { "ZZPLANTED", "ZZPID-77", "ZZACC-9", "ZZORD-1", "19610417", "길동", study })
                Assert.Empty(FilesWith(onPostgres ? [node.Folder, Path.Combine(PostgresCluster.DataFolder, "d")] : [node.Folder], word));
            Assert.DoesNotContain("ZZ", node.Log);
            Assert.Contains("intact", await node.AdminAsync("audit", "verify"), StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string?> StepAsync(Node node, string folder, string verb, object attributes)
    {
        var path = Path.Combine(folder, "step.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(attributes));
        return (await PythonAsync("dimse_peer.py", "mpps", "127.0.0.1", $"{node.Dimse}", "MOBILECT", verb, Step, path)).GetProperty("status").GetString();
    }

    private static async Task<string?> StateAsync(HttpClient technologist) =>
        (await technologist.GetFromJsonAsync<JsonElement>("/api/site/orders")).GetProperty("items")[0].GetProperty("state").GetString();

    private static async Task<JsonElement> PythonAsync(string script, params string[] arguments)
    {
        var (code, said) = await Run.Async("/usr/bin/python3", [Path.Combine(Places.Root, "tests", "Pandok.Tests", "Devices", script), .. arguments]);
        if (said.Contains("No module named", StringComparison.Ordinal)) Assert.Skip("NOT TESTED: python3-pydicom is not installed.");
        Assert.True(code == 0, said);
        return said.Length == 0 ? default : JsonElement.Parse(said);
    }

    private static async Task<string> SayAsync(Node node, string message)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", node.Hl7);
        await client.GetStream().WriteAsync((byte[])[0x0B, .. Encoding.UTF8.GetBytes(message), 0x1C, 0x0D]);
        var answer = new List<byte>();
        var one = new byte[1];
        while (await client.GetStream().ReadAsync(one) == 1 && one[0] != 0x1C) answer.Add(one[0]);
        return Encoding.UTF8.GetString([.. answer]);
    }

    private static IEnumerable<string> FilesWith(IEnumerable<string> folders, string word)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var all = new MemoryStream();
            stream.CopyTo(all);
            if (all.GetBuffer().AsSpan(0, (int)all.Length).IndexOf(bytes) >= 0) yield return $"{word} in {file}";
        }
    }
}
