using Pandok.Deidentify;

namespace Pandok.Tests.Deidentify;

public sealed class SealedScratchTests
{
    [Theory, InlineData(0), InlineData(1 << 20)]
    public void What_was_appended_is_read_anywhere_and_never_lies_open_on_the_disk(int inMemory)
    {
        var bytes = new byte[3_000_001];
        new Random(1).NextBytes(bytes);
        "DEMO^PATIENT"u8.CopyTo(bytes.AsSpan(1_500_000));
        var before = Directory.GetFiles(Path.GetTempPath(), "pandok-*.sealed");
        using var scratch = new SealedScratch(inMemory);
        for (var at = 0; at < bytes.Length; at += 70_001) scratch.Write(bytes.AsSpan(at, Math.Min(70_001, bytes.Length - at)));
        foreach (var start in new[] { 0, 1, 65_535, 65_536, 1_499_999, 2_999_990 })
        {
            scratch.Position = start;
            var read = new byte[Math.Min(600_000, bytes.Length - start)];
            scratch.ReadExactly(read);
            Assert.True(read.AsSpan().SequenceEqual(bytes.AsSpan(start, read.Length)), $"from {start}");
        }
        foreach (var path in Directory.GetFiles(Path.GetTempPath(), "pandok-*.sealed").Except(before))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var stored = new byte[file.Length];
            file.ReadExactly(stored);
            Assert.Equal(-1, stored.AsSpan().IndexOf("DEMO^PATIENT"u8));
        }
    }
}
