using System.Text;

namespace Pandok.Journey.Tests.Fixtures;

/// <summary>Copies of real files with an invented identity written into them by DCMTK's dcmodify, and every form in which it must not be found again.</summary>
internal sealed class PlantedStudy : IDisposable
{
    public const string HangulName = "홍길동";
    private const string Name = "ZZPLANTED^HONGGILDONG=洪^吉洞=홍^길동";
    private static readonly string[] Words = ["ZZPLANTED", "HONGGILDONG", "ZZPID-9071", "ZZACC-5512", "ZZHOSPITAL", "ZZREFERRER", "ZZTECH", "ZZADDRESS", "19610417", "洪^吉洞", "홍^길동", HangulName];

    private PlantedStudy(string folder, string studyUid)
    {
        Folder = folder;
        StudyUid = studyUid;
    }

    public string Folder { get; }
    public string StudyUid { get; }
    public static string PatientId => "ZZPID-9071";

    public static async Task<PlantedStudy> CopyAsync(string source, int count = int.MaxValue)
    {
        var folder = Directory.CreateTempSubdirectory("pandok-planted-").FullName;
        foreach (var file in Directory.GetFiles(source, "*.dcm").Order().Take(count)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        foreach (var file in Directory.GetFiles(folder)) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var (code, output) = await Run.Async(Places.Tool("dcmodify"),
            ["-nb", "-i", "(0008,0005)=ISO_IR 192", "-i", $"(0010,0010)={Name}", "-i", "(0010,0020)=ZZPID-9071", "-i", "(0010,0030)=19610417", "-i", "(0010,0040)=F", "-i", "(0008,0050)=ZZACC-5512",
             "-i", "(0008,0080)=ZZHOSPITAL", "-i", "(0008,0090)=ZZREFERRER^A", "-i", "(0008,1070)=ZZTECH^B", "-i", "(0010,1040)=ZZADDRESS 1", "-i", "(0040,0275)[0].(0040,0007)=for ZZPLANTED",
             .. Directory.GetFiles(folder)]);
        Assert.True(code == 0, output);
        var (_, dump) = await Run.Async(Places.Tool("dcmdump"), "+P", "0020,000d", Directory.GetFiles(folder)[0]);
        return new PlantedStudy(folder, dump.Split('[', ']')[1]);
    }

    /// <summary>Every file below a folder that holds a planted word, in any encoding it could have.</summary>
    public IReadOnlyList<string> FindIn(string folder)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Encoding[] encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.GetEncoding(51949)];
        var needles = Words.Append(StudyUid).SelectMany(word => encodings.Select(encoding => (word, bytes: encoding.GetBytes(word)))).DistinctBy(needle => Convert.ToHexString(needle.bytes)).ToList();
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = ReadShared(file);
            found.AddRange(needles.Where(needle => bytes.AsSpan().IndexOf(needle.bytes) >= 0).Select(needle => $"{needle.word} in {Path.GetRelativePath(folder, file)}"));
        }
        return found;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
