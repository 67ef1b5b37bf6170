using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Devices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;
using Pandok.Ingest;
using Pandok.Tests.Orders;

namespace Pandok.Tests.Ingest;

/// <summary>What a C-STORE that is refused says (PS3.4 Table B.2-1): the status, the element that is to blame, words without a value of it.</summary>
public sealed class StoreRefusalTests
{
    private const string Instance = "1.2.3.4.5", OtherClass = "1.2.840.10008.5.1.4.1.1.4";

    [Fact]
    public async Task A_refused_object_is_told_the_reason_and_the_element()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await OrderScene.AddDeviceAsync(server, new NewDevice(site.Id, "Room 1", "ROOM1"));
        await using var client = await DicomClient.ConnectAsync(new DicomClientOptions
        {
            Host = "127.0.0.1", Port = server.Services.GetRequiredService<DicomDoor>().Port, CallingAe = "ROOM1", CalledAe = "PANDOK",
            Contexts = PresentationContext.Propose([(Uids.CTImageStorage, TransferSyntax.ExplicitLittleEndian)]),
        }, default);

        await RefusedAsync(_ => { }, 0xA900, Tags.SOPInstanceUID, "1.2.3.4.6");
        await RefusedAsync(set => set.Set(Tags.SOPClassUID, Vr.UI, OtherClass), 0xA900, Tags.SOPClassUID);
        await RefusedAsync(set => set.Remove(Tags.StudyInstanceUID), 0xC000, Tags.StudyInstanceUID);
        await RefusedAsync(set => set.Remove(Tags.SeriesInstanceUID), 0xC000, Tags.SeriesInstanceUID);
        Assert.Equal(DimseStatus.Success, await SendAsync(_ => { }));
        await client.ReleaseAsync(default);

        async Task RefusedAsync(Action<DataSet> change, int code, Tag blamed, string instance = Instance)
        {
            var status = await SendAsync(change, instance);
            Assert.Equal((ushort)code, status.Code);
            Assert.Equal([blamed], status.OffendingElements);
            Assert.False(string.IsNullOrEmpty(status.ErrorComment));
            Assert.DoesNotContain("DEMO", status.ErrorComment, StringComparison.Ordinal);
        }

        async Task<DimseStatus> SendAsync(Action<DataSet> change, string instance = Instance)
        {
            var set = new DataSet().Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, Vr.UI, Instance).Set(Tags.StudyDate, Vr.DA, "20260102").Set(Tags.Modality, Vr.CS, "CT")
                .Set(Tags.PatientName, Vr.PN, "DEMO^PATIENT").Set(Tags.PatientID, Vr.LO, "DEMO-1").Set(Tags.StudyInstanceUID, Vr.UI, "1.2.3.1").Set(Tags.SeriesInstanceUID, Vr.UI, "1.2.3.2");
            change(set);
            var bytes = new ArrayBufferWriter<byte>();
            DicomWriter.WriteDataSet(bytes, set, TransferSyntax.ExplicitLittleEndian);
            return await client.StoreAsync(Uids.CTImageStorage, instance, TransferSyntax.ExplicitLittleEndian, new MemoryStream(bytes.WrittenSpan.ToArray()), default);
        }
    }
}
