using System.Buffers.Binary;
using Pandok.Read;

namespace Pandok.Tests.Read;

public sealed class LevelPlanTests
{
    private static readonly FramePlace[] Places =
    [
        new("a", 0, [5, 11, 40], false, null), new("b", 0, [6, 12, 30], true, null), new(null, 0, [], false, "damaged"), new("d", 0, [4, 9, 20], false, null), new("e", 0, [3], false, null),
    ];

    [Fact]
    public async Task Each_record_says_what_it_holds_and_the_frames_are_interleaved()
    {
        var records = Records(await WholeAsync(1, null));
        Assert.Equal([0u, 4, 2, 1, 3], records.Select(record => record.Frame));
        Assert.Equal([11u, 3, 0, 12, 9], records.Select(record => record.Count));
        Assert.Equal([0u, LevelPlan.Whole, LevelPlan.Absent, LevelPlan.LossySource, 0], records.Select(record => record.Flags));
        Assert.All(records, record => Assert.Equal(Enumerable.Range(0, (int)record.Count).Select(i => ByteOf((int)record.Frame, i)), record.Bytes));
    }

    [Fact]
    public async Task After_a_level_comes_only_what_is_beyond_it_and_both_make_the_frame()
    {
        var (had, more, whole) = (Records(await WholeAsync(0, null)), Records(await WholeAsync(2, 0)), Records(await WholeAsync(2, null)));
        Assert.Equal([5u, 3, 0, 6, 4], more.Select(record => record.First));
        Assert.Equal(whole.Select(record => record.Bytes), had.Zip(more, (a, b) => a.Bytes.Concat(b.Bytes).ToArray()));
        Assert.All(more.Where(record => record.Frame != 2), record => Assert.Equal(LevelPlan.Whole, record.Flags & LevelPlan.Whole));
    }

    [Fact]
    public async Task Any_part_of_the_answer_is_that_part()
    {
        var plan = LevelPlan.Of(Places, 2, null);
        var whole = await WholeAsync(2, null);
        Assert.Equal(plan.Length, whole.Length);
        for (var from = 0; from < whole.Length; from += 7)
            foreach (var count in new[] { 1, 15, 16, 17, 60, whole.Length }.Select(count => Math.Min(count, whole.Length - from)))
                Assert.Equal(whole.AsSpan(from, count).ToArray(), await PartAsync(plan, from, count));
    }

    private static Task<byte[]> WholeAsync(int level, int? after)
    {
        var plan = LevelPlan.Of(Places, level, after);
        return PartAsync(plan, 0, plan.Length);
    }

    private static async Task<byte[]> PartAsync(LevelPlan plan, long from, long count)
    {
        using var to = new MemoryStream();
        await plan.WriteAsync(to, from, count, (frame, first, into, _) =>
        {
            for (var i = 0; i < into.Length; i++) into.Span[i] = ByteOf(frame, first + i);
            return ValueTask.CompletedTask;
        }, default);
        return to.ToArray();
    }

    private static byte ByteOf(int frame, int at) => (byte)(frame * 50 + at);

    internal static List<(uint Frame, uint First, uint Count, uint Flags, byte[] Bytes)> Records(byte[] answer)
    {
        var records = new List<(uint, uint, uint, uint, byte[])>();
        for (var at = 0; at < answer.Length;)
        {
            uint Word(int index) => BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(at + 4 * index));
            var (frame, first, count, flags) = (Word(0), Word(1), Word(2), Word(3));
            at += 16 + (int)count;
            records.Add((frame, first, count, flags, answer[(at - (int)count)..at]));
        }
        return records;
    }
}
