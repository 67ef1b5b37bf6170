using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Tests.Codecs;

namespace Pandok.Dicom.Tests.Network;

/// <summary>Receivers that take no compressed syntax (storescp and getscu of DCMTK) get compressed objects uncompressed; the pixels are those that another program decompresses.</summary>
public sealed class TranscodedRetrieveTests : IDisposable
{
    private const string Data = "data/conformance/transfer-syntaxes/";
    private const string Ct = Data + "ct-all-syntaxes/CTImage.dcm_";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string, string, int> Files => new()
    {
        { Ct + "JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70.dcm", "dcmdjpeg", 0 },
        { Ct + "JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm", "dcmdjpeg", 0 },
        { Ct + "JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm", "dcmdjpls", 0 },
        { Ct + "RLELosslessTransferSyntax_1.2.840.10008.1.2.5.dcm", "dcmdrle", 0 },
        { Ct + "JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm", "gdcmconv", 0 },
        { Data + "SC_rgb_rle_2frame.dcm", "dcmdrle", 0 },
        { Data + "TestPattern_JPEG-Lossless_RGB.dcm", "dcmdjpeg", 0 },
        { Data + "TestPattern_JPEG-Baseline_YBRFull.dcm", "dcmdjpeg", 2 },
    };

    [Theory, MemberData(nameof(Files))]
    public Task Storescp_that_takes_explicit_or_implicit_only_is_sent_to_by_movescu(string file, string peer, int tolerance) => EachAsync(file, peer, tolerance, async (server, archive, study, target, syntax) =>
    {
        var port = Dcmtk.FreePort();
        using var storescp = Dcmtk.StartPeer("storescp", syntax, "+B", "-od", target, $"{port}");
        try
        {
            await Dcmtk.AwaitAsync(port);
            archive.Destinations["THIRD"] = new DicomClientOptions { Host = "127.0.0.1", Port = port, CallingAe = "PANDOK", CalledAe = "THIRD" };
            var (exit, output) = await Dcmtk.RunAsync("movescu", "-d", "-S", "-aem", "THIRD", "-k", "0008,0052=STUDY", "-k", $"0020,000d={study}", "127.0.0.1", $"{server.EndPoint.Port}");
            Assert.True(exit == 0, output);
            Assert.Matches("Completed Suboperations *: 1", output);
        }
        finally
        {
            storescp.Kill();
        }
    });

    // getscu of DCMTK 3.6.7 proposes explicit VR also where its option says implicit only: that half is asked for by our own client.
    [Theory, MemberData(nameof(Files))]
    public Task Getscu_and_a_client_that_take_explicit_or_implicit_only_get_it(string file, string peer, int tolerance) => EachAsync(file, peer, tolerance, async (server, _, study, target, syntax) =>
    {
        if (syntax == "+xi")
        {
            await GetImplicitAsync(server, study, target);
            return;
        }
        var (exit, output) = await Dcmtk.RunAsync("getscu", "-d", "-S", syntax, "+B", "-od", target, "-k", "0008,0052=STUDY", "-k", $"0020,000d={study}", "127.0.0.1", $"{server.EndPoint.Port}");
        Assert.True(exit == 0, output);
        Assert.DoesNotContain("0xa702", output, StringComparison.Ordinal);
    });

    [Fact]
    public async Task What_cannot_be_decoded_is_counted_as_failed_and_its_handler_is_told()
    {
        var source = SharedData.File(Ct + "JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70.dcm");
        var bytes = await File.ReadAllBytesAsync(source);
        // The code of the frame is spoilt behind its header, the chain of fragments stays whole.
        bytes.AsSpan(bytes.Length - 20_000, 10_000).Fill(0xFF);
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "spoilt.dcm"), bytes);
        var archive = new FolderArchive(folder.FullName) { Transcodes = true };
        await using var server = DicomServer.Start(FolderArchive.Options, archive);
        var (_, output) = await Dcmtk.RunAsync("getscu", "-d", "-S", "+xe", "-od", folder.CreateSubdirectory("target").FullName, "-k", "0008,0052=STUDY", "-k", "0020,000d=" + await StudyAsync(source), "127.0.0.1", $"{server.EndPoint.Port}");
        Assert.Contains("0xa702", output, StringComparison.Ordinal);
        Assert.IsType<Dicom.Codecs.CodecException>(Assert.Single(archive.Failures));
    }

    private async Task EachAsync(string file, string peer, int tolerance, Func<DicomServer, FolderArchive, string, string, string, Task> retrieve)
    {
        var source = SharedData.File(file);
        File.Copy(source, Path.Combine(folder.FullName, "stored.dcm"));
        var native = Path.Combine(folder.FullName, "native");
        Peer.Run(peer, [.. peer == "gdcmconv" ? ["--raw"] : (string[])[], source, native]);
        var archive = new FolderArchive(folder.FullName) { Transcodes = true };
        await using var server = DicomServer.Start(FolderArchive.Options, archive);
        var study = await StudyAsync(source);
        foreach (var (option, syntax) in new[] { ("+xe", TransferSyntax.ExplicitLittleEndian), ("+xi", TransferSyntax.ImplicitLittleEndian) })
        {
            var target = folder.CreateSubdirectory("target" + option);
            await retrieve(server, archive, study, target.FullName, option);
            Assert.Empty(archive.Failures);
            var came = await CodedObject.ReadAsync(Assert.Single(target.GetFiles()).FullName);
            Assert.Equal(syntax.Uid, came.Syntax);
            Peer.SameValues((await CodedObject.ReadAsync(native)).Values(), came.Values(), tolerance);
        }
    }

    private static async Task GetImplicitAsync(DicomServer server, string study, string target)
    {
        string[] classes = [Uids.CTImageStorage, "1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.77.1.4", "1.2.840.10008.5.1.4.1.1.6.1"];
        await using var client = await DicomClient.ConnectAsync(new DicomClientOptions
        {
            Host = "127.0.0.1", Port = server.EndPoint.Port, CallingAe = "TESTER", CalledAe = "PANDOK",
            Contexts = PresentationContext.Propose([(SopClasses.StudyRootGet, TransferSyntax.ImplicitLittleEndian), .. classes.Select(uid => (uid, TransferSyntax.ImplicitLittleEndian))]),
            Roles = [.. classes.Select(uid => new RoleSelection(uid, Scu: true, Scp: true))],
        }, default);
        var result = await client.GetAsync(SopClasses.StudyRootGet, new DataSet().Set(new Tag(0x00080052), Vr.CS, "STUDY").Set(Tags.StudyInstanceUID, Vr.UI, study),
            new FolderArchive(target).StoreAsync, null, default);
        Assert.Equal(new SubOperations(0, 1, 0, 0), result.SubOperations);
        await client.ReleaseAsync(default);
    }

    private static async Task<string> StudyAsync(string path)
    {
        await using var stream = File.OpenRead(path);
        return (await new DicomReader(stream).ReadFileAsync(default)).DataSet.GetString(Tags.StudyInstanceUID)!;
    }
}
