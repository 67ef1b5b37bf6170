using Pandok.Deidentify;

namespace Pandok.Tests.Deidentify;

public sealed class SealedScratchTests
{
    [Theory, InlineData(0), InlineData(70_000), InlineData(1 << 20), InlineData(4 << 20)]
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

    [Theory, InlineData(0, 1), InlineData(1, 1 << 20), InlineData(1_000_000, 1 << 20), InlineData(1 << 20, 1 << 20), InlineData((1 << 20) + 1, 1 << 20)]
    public void What_is_all_in_memory_can_be_seen_in_one_piece_and_else_is_read_as_ever(int length, int inMemory)
    {
        var bytes = new byte[length];
        new Random(2).NextBytes(bytes);
        using var scratch = new SealedScratch(inMemory);
        for (var at = 0; at < length; at += 33_333) scratch.Write(bytes.AsSpan(at, Math.Min(33_333, length - at)));
        var view = scratch.View();
        Assert.Equal(length <= inMemory, view is MemoryStream);
        if (view is MemoryStream memory)
        {
            Assert.False(memory.CanWrite);
            Assert.True(memory.TryGetBuffer(out var all) && all.AsSpan().SequenceEqual(bytes));
        }
        view.Position = 0;
        var read = new byte[length];
        view.ReadExactly(read);
        Assert.Equal(bytes, read);
        Assert.Equal(0, view.Read(new byte[1]));
    }
}
