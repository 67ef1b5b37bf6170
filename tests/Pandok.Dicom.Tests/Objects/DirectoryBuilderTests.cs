using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Objects.Directories;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Objects;

/// <summary>A DICOMDIR of ours as pydicom, DCMTK and dciodvfy read it.</summary>
public sealed class DirectoryBuilderTests
{
    private static readonly TransferSyntax Explicit = TransferSyntax.ExplicitLittleEndian;

    [Fact]
    public async Task Others_walk_our_directory_and_find_every_file()
    {
        using var folder = new TemporaryFolder();
        var builder = new DirectoryBuilder("2.25.77", "PANDOK");
        string[] classes = [Uids.CTImageStorage, "1.2.840.10008.5.1.4.1.1.88.11", "1.2.840.10008.5.1.4.1.1.88.59", "1.2.840.10008.5.1.4.1.1.11.1", "1.2.840.10008.5.1.4.1.1.481.3", "1.2.840.10008.5.1.4.1.1.481.2", "1.2.840.10008.5.1.4.1.1.9.1.1", "1.2.840.10008.5.1.4.1.1.104.1", "1.2.840.10008.5.1.4.1.1.66"];
        for (var i = 0; i < classes.Length * 2; i++)
        {
            var instance = Instance(classes[i / 2], patient: $"PAT{i % 3}", number: i);
            builder.Add(instance, Explicit, ["IMAGES", $"I{i}"]);
            Directory.CreateDirectory(Path.Combine(folder.Path, "IMAGES"));
            await using var file = File.Create(Path.Combine(folder.Path, "IMAGES", $"I{i}"));
            await DicomFile.WriteAsync(file, new DicomHeader(new DataSet(), instance, Explicit, null), null, null, default);
        }
        Assert.Equal(classes.Length * 2, builder.Count);
        var path = Path.Combine(folder.Path, "DICOMDIR");
        await File.WriteAllBytesAsync(path, builder.Build().ToArray());

        var walked = await Outside.PythonAsync("import sys\nfrom pydicom.fileset import FileSet\nfs = FileSet(sys.argv[1])\nprint(len(fs), fs.ID, sorted({i.PatientID for i in fs}), sum(i.load().SOPInstanceUID == i.SOPInstanceUID for i in fs))", path);
        Assert.Equal($"{classes.Length * 2} PANDOK ['PAT0', 'PAT1', 'PAT2'] {classes.Length * 2}", walked);
        var (code, dumped) = await Outside.RunAsync("dcmdump", path);
        Assert.Equal(0, code);
        Assert.DoesNotContain("W:", dumped);
        await Outside.PassesAsync(path);
    }

    [Fact]
    public void The_same_instances_give_the_same_bytes_and_one_added_twice_stands_once()
    {
        var (one, two) = (new DirectoryBuilder("2.25.77"), new DirectoryBuilder("2.25.77"));
        foreach (var builder in new[] { one, two }) builder.Add(Instance(Uids.CTImageStorage, "PAT", 1), Explicit, ["A"]);
        two.Add(Instance(Uids.CTImageStorage, "PAT", 1), Explicit, ["A"]);
        Assert.Equal(1, two.Count);
        Assert.Equal(one.Build().ToArray(), two.Build().ToArray());
    }

    [Theory]
    [InlineData("lower")]
    [InlineData("TOOLONGNAME")]
    [InlineData("A.DCM")]
    [InlineData("A/B/C/D/E/F/G/H/I")]
    [InlineData("")]
    public void What_cannot_be_a_File_ID_is_refused(string path)
    {
        Assert.False(DirectoryBuilder.IsFileId(path.Split('/')));
        Assert.Throws<ArgumentException>(() => new DirectoryBuilder("2.25.77").Add(Instance(Uids.CTImageStorage, "PAT", 1), Explicit, path.Split('/')));
    }

    [Fact]
    public void An_instance_without_its_UIDs_is_refused()
    {
        var instance = Instance(Uids.CTImageStorage, "PAT", 1);
        instance.Remove(Tags.SeriesInstanceUID);
        Assert.Throws<ArgumentException>(() => new DirectoryBuilder("2.25.77").Add(instance, Explicit, ["A"]));
    }

    // The names are Korean in another character set: the directory writes them as UTF-8.
    private static DataSet Instance(string sopClass, string patient, int number) => new DataSet()
        .Set(Tags.SpecificCharacterSet, Vr.CS, "", "ISO 2022 IR 149")
        .Set(Tags.SOPClassUID, Vr.UI, sopClass).Set(Tags.SOPInstanceUID, Vr.UI, $"2.25.4.{number}")
        .Set(Tags.StudyInstanceUID, Vr.UI, $"2.25.2.{patient[^1]}").Set(Tags.SeriesInstanceUID, Vr.UI, $"2.25.3.{patient[^1]}.{number % 2}")
        .Set(Tags.PatientID, Vr.LO, patient).Set(Tags.PatientName, Vr.PN, "Demo^Patient=洪^吉洞=홍^길동").Set(Tags.Modality, Vr.CS, "CT")
        .SetItems(new Tag(0x0040A043), new DataSet().Set(new Tag(0x00080100), Vr.SH, "121320").Set(new Tag(0x00080102), Vr.SH, "DCM").Set(new Tag(0x00080104), Vr.LO, "Uncompressed pixel data"))
        .SetItems(new Tag(0x00081115), new DataSet().Set(Tags.SeriesInstanceUID, Vr.UI, "2.25.9").SetItems(new Tag(0x00081140), new DataSet().Set(new Tag(0x00081150), Vr.UI, Uids.CTImageStorage).Set(new Tag(0x00081155), Vr.UI, "2.25.10")));
}
