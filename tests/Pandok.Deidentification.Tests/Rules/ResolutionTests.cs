using Pandok.Deidentification.Rules;

namespace Pandok.Deidentification.Tests.Rules;

public sealed class ResolutionTests
{
    // The table of the design, section 6, cell by cell: Type 1, Type 2, Type 3, not in the IOD.
    [Theory]
    [InlineData("X", "Dummy", "Empty", "Remove", "Remove")]
    [InlineData("Z", "Dummy", "Empty", "Empty", "Remove")]
    [InlineData("D", "Dummy", "Dummy", "Dummy", "Dummy")]
    [InlineData("XZ", "Dummy", "Empty", "Remove", "Remove")]
    [InlineData("XD", "Dummy", "Empty", "Remove", "Remove")]
    [InlineData("ZD", "Dummy", "Dummy", "Empty", "Empty")]
    [InlineData("XZD", "Dummy", "Empty", "Remove", "Remove")]
    [InlineData("XZU", "Keep", "Empty", "Remove", "Remove")]
    [InlineData("U", "MapUid", "MapUid", "MapUid", "MapUid")]
    [InlineData("K", "Keep", "Keep", "Keep", "Keep")]
    [InlineData("C", "Keep", "Keep", "Keep", "Keep")]
    public void Every_cell_of_the_table_of_actions_and_types(string action, string one, string two, string three, string absent)
    {
        var parsed = Enum.Parse<BasicAction>(action);
        AttributeType[] types = [AttributeType.One, AttributeType.Two, AttributeType.Three, AttributeType.Absent];
        Assert.Equal([one, two, three, absent], types.Select(type => Resolution.Standard.Resolve(parsed, type).ToString()));
    }

    [Fact]
    public void Every_action_has_a_row_above() => Assert.Equal(11, Enum.GetValues<BasicAction>().Length);
}
