using Pandok.Archive;
using Pandok.Studies;

namespace Pandok.Tests.Archive;

public sealed class LateInstanceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(nameof(StudyState.Receiving), nameof(StudyState.Receiving))]
    [InlineData(nameof(StudyState.Unread), nameof(StudyState.Receiving))]
    [InlineData(nameof(StudyState.Reading), nameof(StudyState.Reading))]
    [InlineData(nameof(StudyState.Reported), nameof(StudyState.Amending))]
    [InlineData(nameof(StudyState.Delivered), nameof(StudyState.Amending))]
    [InlineData(nameof(StudyState.Amending), nameof(StudyState.Amending))]
    public void One_more_instance_reopens_what_was_settled_and_never_takes_a_study_from_its_reader(string before, string after)
    {
        var study = new Study { Uid = "2.25.1", SiteId = Guid.NewGuid(), Pseudonym = "A-1", State = Enum.Parse<StudyState>(before), SettledAt = Now.AddMinutes(-1), Version = 4 };
        LateInstance.Apply(study, Now, TimeSpan.FromSeconds(20));
        Assert.Equal(Enum.Parse<StudyState>(after), study.State);
        Assert.Equal((Now, Now.AddSeconds(20), (DateTimeOffset?)null, 5), (study.LastInstanceAt, study.SettlesAt, study.SettledAt, study.Version));
    }
}
