using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>What one more instance does to a study's state (drawn in <see cref="StudyState"/>).</summary>
internal static class LateInstance
{
    public static void Apply(Study study, DateTimeOffset now, TimeSpan quiet)
    {
        study.LastInstanceAt = now;
        study.SettlesAt = now + quiet;
        study.SettledAt = null;
        study.Version++;
        study.State = study.State switch
        {
            StudyState.Unread => StudyState.Receiving,
            StudyState.Reported or StudyState.Delivered => StudyState.Amending,
            var same => same,
        };
    }
}
