namespace Pandok.Read;

/// <summary>What frames share, said once.</summary>
/// <param name="Items">The different ones; null if no frame has one.</param>
/// <param name="OfFrame">For each frame the index of its own, -1 without one; null if no frame has one.</param>
internal sealed record SaidOnce<T>(IReadOnlyList<T>? Items, IReadOnlyList<int>? OfFrame)
    where T : class
{
    public static SaidOnce<T> Of(IEnumerable<T?> frames, Func<T, T, bool> same)
    {
        var items = new List<T>();
        var index = new List<int>();
        foreach (var item in frames)
        {
            // Frames of one object have the same one.
            var at = item is null ? -1 : items.FindIndex(known => ReferenceEquals(known, item) || same(known, item));
            if (item is not null && at < 0)
            {
                at = items.Count;
                items.Add(item);
            }

            index.Add(at);
        }

        return items.Count == 0 ? new(null, null) : new(items, index);
    }
}
