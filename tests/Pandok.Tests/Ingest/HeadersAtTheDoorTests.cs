using System.Text;
using Pandok.Dicom.Data;
using Pandok.Ingest;
using Pandok.Tests.Review;

namespace Pandok.Tests.Ingest;

/// <summary>Numbers of people and pictures in pictures, in headers that come through the door.</summary>
public sealed class HeadersAtTheDoorTests
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private static readonly Tag ImageComments = new(0x00204000), ProtocolName = new(0x00181030), Icon = new(0x00880200);

    public static TheoryData<string> Numbers => [.. from person in new[] { ("700102", '1'), ("120315", '4'), ("850630", '6') } from valid in new[] { true, false } from joint in new[] { "-", "", " ", " - " } select Number(person.Item1, person.Item2, valid, joint)];

    [Theory, MemberData(nameof(Numbers))]
    public async Task A_resident_registration_number_is_gone_from_text_whatever_its_form_and_the_words_stay(string number)
    {
        var file = HeldScene.File(2, Ct, "CT", more: set => set.Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(Tags.StudyDescription, Vr.LO, $"CHEST {number} 흉부")
            .Set(ImageComments, Vr.LT, $"주민번호 {number} 확인.").Set(ProtocolName, Vr.LO, $"Thorax {number}"));
        var scene = await Shared.Value;
        var archived = Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(await UniqueAsync(file)));
        var kept = await System.IO.File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(scene.Data, "objects"), "*.dcm", SearchOption.AllDirectories).OrderByDescending(System.IO.File.GetLastWriteTimeUtc)
            .First(path => Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(path)).Contains(archived.Instance, StringComparison.Ordinal)));
        // The ramp of the pixels behind the header counts through the digits too.
        var text = Encoding.UTF8.GetString(kept.AsSpan(0, kept.Length - HeldScene.Side * HeldScene.Side));
        Assert.DoesNotContain(number, text, StringComparison.Ordinal);
        Assert.DoesNotContain(number[^6..], text, StringComparison.Ordinal);
        var set = (await DoorScene.HeaderAsync(kept)).DataSet;
        Assert.Contains("CHEST", set.GetString(Tags.StudyDescription));
        Assert.Contains("흉부", set.GetString(Tags.StudyDescription));
        Assert.Contains("Thorax", set.GetString(ProtocolName), StringComparison.OrdinalIgnoreCase);
    }

    [Theory, InlineData(Ct, "CT", 2), InlineData(Ct, "CT", 1), InlineData("1.2.840.10008.5.1.4.1.1.6.1", "US", 2)]
    public async Task An_icon_which_nobody_looked_at_does_not_come_along(string sopClass, string modality, int number)
    {
        await using var scene = await DoorScene.OpenAsync();
        var icon = new DataSet().SetIntegers(Tags.SamplesPerPixel, Vr.US, 1).Set(Tags.PhotometricInterpretation, Vr.CS, "MONOCHROME2").SetIntegers(Tags.Rows, Vr.US, 8).SetIntegers(Tags.Columns, Vr.US, 8)
            .SetIntegers(Tags.BitsAllocated, Vr.US, 8).SetIntegers(Tags.BitsStored, Vr.US, 8).SetIntegers(Tags.HighBit, Vr.US, 7).SetIntegers(Tags.PixelRepresentation, Vr.US, 0);
        icon.Set(DataElement.Of(Tags.PixelData, Vr.OB, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("ICONTEXT", 8)))));
        var file = await DoorScene.ChangedAsync(HeldScene.File(number, sopClass, modality), set => set.SetItems(Icon, icon));
        Assert.Contains("ICONTEXT", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(file));
        var (kept, _) = await scene.ArchivedAsync();
        Assert.False((await DoorScene.HeaderAsync(kept)).DataSet.Contains(Icon));
        Assert.DoesNotContain("ICONTEXT", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
    }

    // One server for all numbers: it ends with the program.
    private static readonly Lazy<Task<DoorScene>> Shared = new(() => DoorScene.OpenAsync());
    private static int instances;

    private static Task<byte[]> UniqueAsync(byte[] file)
    {
        var next = Interlocked.Increment(ref instances);
        return DoorScene.ChangedAsync(file, set => set.Set(Tags.SOPInstanceUID, Vr.UI, $"1.2.3.77.{next}").Set(Tags.StudyInstanceUID, Vr.UI, $"1.2.3.78.{next}").Set(Tags.SeriesInstanceUID, Vr.UI, $"1.2.3.79.{next}"));
    }

    // The check digit: 11 less the weighted sum modulo 11, modulo 10, with weights 2 to 9 and 2 to 5. Since October 2020 the last six are chance, so a wrong one may be somebody's.
    private static string Number(string birth, char century, bool valid, string joint)
    {
        var twelve = birth + century + "23456";
        var check = (11 - twelve.Select((digit, i) => (digit - '0') * (i % 8 + 2)).Sum() % 11) % 10;
        return $"{birth}{joint}{century}23456{(valid ? check : (check + 3) % 10)}";
    }
}
