using System.Collections.Concurrent;
using Pandok.Platform.Live;

namespace Pandok.Archive;

/// <summary>
/// Tells who listens that instances arrive: the first of a study at once, then at most twice a second, so that a study of a thousand slices is not
/// a thousand refetches. That it has settled is told by whoever settles it, so the last word is never lost.
/// </summary>
internal sealed class Announcer(LiveHub live, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private const int Remembered = 1000;
    private readonly ConcurrentDictionary<string, long> told = new();

    public void Arrived(string study, Guid site)
    {
        var now = time.GetTimestamp();
        if (told.TryGetValue(study, out var last) && time.GetElapsedTime(last, now) < Pause) return;
        if (told.Count >= Remembered) told.Clear();
        told[study] = now;
        live.Publish(new LiveEvent("worklist", null, site));
        live.Publish(new LiveEvent("study", study, site));
    }
}
