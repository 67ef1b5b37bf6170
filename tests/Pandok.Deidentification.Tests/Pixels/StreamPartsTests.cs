using Pandok.Deidentification.Pixels;

namespace Pandok.Deidentification.Tests.Pixels;

public sealed class StreamPartsTests
{
    private static readonly byte[] Code = [10, 11, 12, 13, 14, 15];

    [Fact]
    public void Ranges_and_new_bytes_stand_behind_the_first_in_their_order()
    {
        var parts = new StreamParts();
        parts.Add(4..6);
        parts.Add([7, 8]);
        parts.Add(..2);
        Assert.Equal([1, 14, 15, 7, 8, 10, 11, 0], parts.Join(Code, [1]));
    }

    [Fact]
    public void An_odd_length_gets_one_zero_byte_and_an_even_one_none()
    {
        var parts = new StreamParts();
        parts.Add(1..4);
        Assert.Equal([11, 12, 13, 0], parts.Join(Code, []));
        Assert.Equal([9, 11, 12, 13], parts.Join(Code, [9]));
        Assert.Equal([5, 0], new StreamParts().Join(Code, [5]));
        Assert.Empty(new StreamParts().Join(Code, []));
    }

    [Fact]
    public void It_is_shorter_once_something_was_left_out_and_what_was_added_does_not_change_that()
    {
        var parts = new StreamParts();
        parts.Add(..6);
        Assert.False(parts.IsShorter);
        parts.LeaveOut();
        parts.Add([1]);
        Assert.True(parts.IsShorter);
    }

    [Fact]
    public void A_range_beyond_the_code_is_a_fault_and_no_silent_cut()
    {
        var parts = new StreamParts();
        parts.Add(4..9);
        Assert.Throws<ArgumentOutOfRangeException>(() => parts.Join(Code, []));
    }
}
