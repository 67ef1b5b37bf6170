using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Text;

/// <summary>What the object says about people and places, gathered before anything is removed: kept text must not repeat it.</summary>
internal sealed class IdentitySet
{
    private static readonly char[] Separators = [' ', '^', '=', '\\', ',', '.', '-', '_', '/', '(', ')', '\'', ':', ';', '[', ']', '#', '+', '&', '*', '"'];
    private readonly HashSet<string> words = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> terms = new(StringComparer.Ordinal);

    private IdentitySet() { }

    /// <summary>People's names as written, for the verifier.</summary>
    public IReadOnlyList<string> Names => [.. names.Order(StringComparer.Ordinal)];

    /// <summary>Numbers and addresses as written, for the verifier.</summary>
    public IReadOnlyList<string> Terms => [.. terms.Order(StringComparer.Ordinal)];

    public static IdentitySet Of(DataSet input)
    {
        var set = new IdentitySet();
        set.Gather(input);
        return set;
    }

    /// <summary>True if a whole word of the text, or the whole text, is one of theirs.</summary>
    public bool Speaks(string text)
    {
        if (words.Count == 0) return false;
        if (words.Contains(text)) return true;
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in text.AsSpan().SplitAny(Separators))
        {
            var word = text.AsSpan(range);
            if (word.Length >= 2 && lookup.Contains(word)) return true;
        }
        return false;
    }

    private void Gather(DataSet set)
    {
        foreach (var element in set)
        {
            if (element.Items is { } items)
            {
                foreach (var item in items) Gather(item);
            }
            else if (element.Vr == Vr.PN)
            {
                foreach (var name in set.CharacterSet.Decode(element.Value.Span, Vr.PN)) AddName(name);
            }
            else if (IsNumberOrPlace(element.Tag) && element.Vr.UsesCharacterSet())
            {
                foreach (var value in set.CharacterSet.Decode(element.Value.Span, element.Vr)) AddValue(value);
            }
        }
    }

    private void AddName(string name)
    {
        if (name.Length < 2) return;
        names.Add(name);
        foreach (var word in name.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Count(char.IsLetter) >= (word.Any(c => c > 0x2E80) ? 2 : 3)) words.Add(word);
        }
    }

    private void AddValue(string value)
    {
        if (value.Length < 4) return;
        terms.Add(value);
        words.Add(value);
    }

    private static bool IsNumberOrPlace(Tag tag) => tag.Value is
        0x00080050 or 0x00080080 or 0x00080081 or 0x00080092 or 0x00080094 or 0x00081010 or 0x00081040
        or 0x00100020 or 0x00100021 or 0x00101000 or 0x00101040 or 0x00101081 or 0x00101090 or 0x00102154 or 0x00102155 or 0x00102180
        or 0x00181000 or 0x00200010 or 0x00321020 or 0x00380010 or 0x00401001 or 0x00402016 or 0x00402017;
}
