using System.Text;
using System.Text.Json;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Text;

/// <summary>
/// What an object, or a study of many, says about people and places, gathered before anything is removed: kept text must not repeat it (design, section 5).
/// It grows with the study by <see cref="With"/>; its written form is for the sealed vault only. Safe for concurrent use.
/// </summary>
public sealed class IdentitySet
{
    private readonly SortedSet<string> names;
    private readonly SortedSet<string> numbers;
    private readonly SortedSet<string> places;
    private readonly SortedSet<string> dates;
    private readonly Lazy<IdentityMatcher> matcher;

    private IdentitySet(IEnumerable<string> names, IEnumerable<string> numbers, IEnumerable<string> places, IEnumerable<string> dates)
    {
        this.names = new SortedSet<string>(names, StringComparer.Ordinal);
        this.numbers = new SortedSet<string>(numbers, StringComparer.Ordinal);
        this.places = new SortedSet<string>(places, StringComparer.Ordinal);
        this.dates = new SortedSet<string>(dates, StringComparer.Ordinal);
        matcher = new Lazy<IdentityMatcher>(() => IdentityMatcher.Of(Key(), this.names, this.numbers, this.places, this.dates));
    }

    /// <summary>Knows nobody.</summary>
    public static IdentitySet Empty { get; } = new([], [], [], []);

    /// <summary>People's names as written.</summary>
    public IReadOnlyList<string> Names => [.. names];

    /// <summary>Numbers, places and addresses as written, four characters each or more, those apart that are medicine's own words.</summary>
    public IReadOnlyList<string> Terms => [.. numbers.Concat(places.Where(place => !Lexicon.KnowsAll(place))).Where(term => term.Length >= 4).Distinct(StringComparer.Ordinal)];

    /// <summary>Gathers from an object, items of sequences included; it is only read.</summary>
    public static IdentitySet Of(DataSet input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var set = new IdentitySet([], [], [], []);
        set.Gather(input);
        return set;
    }

    /// <summary>Both together. If the other adds nothing, this one.</summary>
    public IdentitySet With(IdentitySet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(other, this) || (other.names.IsSubsetOf(names) && other.numbers.IsSubsetOf(numbers) && other.places.IsSubsetOf(places) && other.dates.IsSubsetOf(dates))) return this;
        return new IdentitySet(names.Union(other.names), numbers.Union(other.numbers), places.Union(other.places), dates.Union(other.dates));
    }

    /// <summary>The written form, UTF-8 JSON: to be sealed at once, never stored open.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(new[] { names, numbers, places, dates });

    /// <summary>Reads the written form.</summary>
    /// <exception cref="FormatException">Not a written identity set.</exception>
    public static IdentitySet Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (JsonSerializer.Deserialize<string[][]>(bytes) is [{ } names, { } numbers, { } places, { } dates] && !new[] { names, numbers, places, dates }.Any(list => list.Contains(null))) return new IdentitySet(names, numbers, places, dates);
        }
        catch (JsonException fault)
        {
            throw new FormatException("Not a written identity set.", fault);
        }
        throw new FormatException("Not a written identity set.");
    }

    /// <summary>Says nothing: it must not reach a log.</summary>
    public override string ToString() => nameof(IdentitySet);

    /// <summary>True if the text speaks of one of them.</summary>
    internal bool Speaks(string text)
    {
        if (names.Count + numbers.Count + places.Count + dates.Count == 0) return false;
        return Matcher.Speaks(text);
    }

    internal IdentityMatcher Matcher => matcher.Value;

    private void Gather(DataSet set)
    {
        foreach (var element in set)
        {
            if (element.Items is { } items)
            {
                foreach (var item in items) Gather(item);
            }
            else if (element.Vr is Vr.DA or Vr.DT)
            {
                foreach (var value in Encoding.Latin1.GetString(element.Value.Span).Split('\\', StringSplitOptions.TrimEntries))
                {
                    if (value.Length >= 8 && dates.Count < 64) dates.Add(value[..8]);
                }
            }
            else if (element.Vr == Vr.PN) Add(names, set, element);
            else if (element.Tag.Group is 0x0008 or (>= 0x0010 and <= 0x0020) or 0x0032 or 0x0038 or 0x0040 && element.Vr.IsText())
            {
                if (IdentityTags.IsNumber(element.Tag)) Add(numbers, set, element);
                else if (IdentityTags.IsPlace(element.Tag)) Add(places, set, element);
            }
        }
    }

    private static void Add(SortedSet<string> terms, DataSet set, DataElement element)
    {
        foreach (var value in TextForm.Decode(set.CharacterSet, element.Value.Span, element.Vr) ?? [])
        {
            // What is longer is no name; ten thousand names are no study but an attack on the memory.
            if (value.Trim().Length is >= 2 and <= 1024 && terms.Count < 1000) terms.Add(value.Trim());
        }
    }

    private string Key()
    {
        var key = new StringBuilder();
        foreach (var list in new[] { names, numbers, places, dates })
        {
            foreach (var term in list) key.Append(term.Length).Append(':').Append(term);
            key.Append('|');
        }
        return key.ToString();
    }
}
