using Pandok.Read;

namespace Pandok.Tests.Read;

public sealed class InterleavedTests
{
    [Fact]
    public void Eight_frames_go_out_as_first_middle_quarters_eighths() => Assert.Equal([0, 4, 2, 6, 1, 5, 3, 7], Interleaved.Order(8));

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(174), InlineData(248), InlineData(1025)]
    public void Every_frame_goes_out_once_and_any_beginning_covers_the_whole(int count)
    {
        var order = Interleaved.Order(count).ToList();
        Assert.Equal(Enumerable.Range(0, count), order.Order());
        Assert.Equal(0, order[0]);
        for (var part = 8; part <= count; part *= 2)
        {
            // No stretch between two frames of the beginning is longer than twice an even one.
            var seen = order.Take(part).Order().Append(count).ToList();
            Assert.True(seen.Zip(seen.Skip(1), (a, b) => b - a).Max() <= 2.0 * count / part + 2, $"{part} of {count}");
        }
    }

    [Fact]
    public void Nothing_has_no_order() => Assert.Empty(Interleaved.Order(0));
}
