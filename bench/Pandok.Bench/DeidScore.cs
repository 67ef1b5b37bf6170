using Pandok.Deidentification.Tests.Planted;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Planted;

namespace Pandok.Bench;

/// <summary>What a tool left, lost and broke of a generated corpus. What it did not release cannot leak and is not counted as lost.</summary>
internal sealed record DeidScore(int Released, int Leaks, int Readable, int ValuesLost, int Values, int WordsLost, int Words, int SafeLost, int Safe, int ErrorsAdded, int Marked)
{
    public static async Task<DeidScore> OfAsync(Corpus corpus, string from, string to)
    {
        var search = new LeakSearch(corpus.Truth);
        var (released, leaks, readable, values, lost, words, wordsLost, safe, safeLost, errors, marked) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var item in corpus.Objects)
        {
            var path = Path.Combine(to, item.Name + ".dcm");
            if (!File.Exists(path)) continue;
            var file = await File.ReadAllBytesAsync(path);
            DataSet set;
            try
            {
                set = new DicomReader(new MemoryStream(file)).ReadFile().DataSet;
                readable += corpus.Truth.Burned.Count(burned => burned.Name == item.Name && BurnedIn.IsReadable(file, burned));
            }
            catch (DicomException)
            {
                continue;
            }
            released++;
            if (set.GetString(new Tag(0x00120062)) == "YES" && set.GetString(new Tag(0x00280303)) is { Length: > 0 }) marked++;
            leaks += search.Leaks(file).Count;
            foreach (var survivor in corpus.Truth.Survivors.Where(one => one.Name == item.Name))
            {
                values++;
                if (ValueAt(set, survivor.Path) != survivor.Value) lost++;
            }
            foreach (var word in corpus.Truth.Descriptors.Where(one => one.Name == item.Name))
            {
                words++;
                if (set.GetString(word.Tag)?.Contains(word.Word, StringComparison.OrdinalIgnoreCase) != true) wordsLost++;
            }
            foreach (var value in corpus.Truth.SafeValues.Where(one => one.Name == item.Name))
            {
                safe++;
                if (!set.Any(element => element.Tag.Group == value.Group && element.Tag.Element >= 0x1000 && (byte)element.Tag.Element == value.Element)) safeLost++;
            }
            errors += Math.Max(0, await ErrorsAsync(path) - await ErrorsAsync(Path.Combine(from, item.Name + ".dcm")));
        }
        return new DeidScore(released, leaks, readable, lost, values, wordsLost, words, safeLost, safe, errors, marked);
    }

    private static string? ValueAt(DataSet set, IReadOnlyList<Tag> path)
    {
        for (var i = 0; i + 1 < path.Count; i++)
        {
            if (set.GetItems(path[i]) is not [var first, ..]) return null;
            set = first;
        }
        return set.GetString(path[^1]);
    }

    private static async Task<int> ErrorsAsync(string path) => (await Tool.RunAsync("dciodvfy", path)).Output.Split('\n').Count(line => line.StartsWith("Error", StringComparison.Ordinal));
}
