using System.Collections;
using System.Runtime.InteropServices;

namespace Pandok.Dicom.Data;

/// <summary>
/// A data set or an item: elements in ascending order of tag (PS3.5 section 7.1). Reading in order appends; searching is binary.
/// Typed reading and writing of values lies in <see cref="DataSetValues"/>.
/// </summary>
public sealed class DataSet : IReadOnlyCollection<DataElement>
{
    private readonly List<DataElement> elements;
    private CharacterSet? characterSet;

    /// <summary>An empty data set.</summary>
    public DataSet() : this(8) { }

    internal DataSet(int capacity) => elements = new List<DataElement>(capacity);

    /// <summary>The data set that holds this item; null at the top.</summary>
    public DataSet? Parent { get; private set; }

    /// <inheritdoc/>
    public int Count => elements.Count;

    /// <summary>An item closed by a delimiter, kept by <see cref="Files.ReadMode.Verbatim"/>.</summary>
    internal bool HasUndefinedLength { get; init; }

    /// <summary>The character set in force: one's own Specific Character Set (0008,0005), else the parent's, else the default repertoire (PS3.5 section 6.1.2.3).</summary>
    public CharacterSet CharacterSet => characterSet ??= TryGet(Tags.SpecificCharacterSet, out var element)
        ? CharacterSet.Of(element.Value.Span)
        : Parent?.CharacterSet ?? CharacterSet.Default;

    /// <summary>The element with this tag.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryGet(Tag tag, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DataElement? element)
    {
        var index = IndexOf(tag);
        element = index >= 0 ? elements[index] : null;
        return index >= 0;
    }

    /// <summary>True if there is an element with this tag, empty or not.</summary>
    public bool Contains(Tag tag) => IndexOf(tag) >= 0;

    /// <summary>Adds the element, or puts it in the place of the one with the same tag.</summary>
    public void Set(DataElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        if (element.Items is { } items)
        {
            foreach (var item in items) item.Adopt(this);
        }
        if (element.Tag == Tags.SpecificCharacterSet) ForgetCharacterSet();
        if (elements.Count == 0 || elements[^1].Tag < element.Tag)
        {
            elements.Add(element);
            return;
        }
        var index = IndexOf(element.Tag);
        if (index >= 0) elements[index] = element;
        else elements.Insert(~index, element);
    }

    /// <summary>Takes the element out.</summary>
    /// <returns>False if there was none.</returns>
    public bool Remove(Tag tag)
    {
        var index = IndexOf(tag);
        if (index < 0) return false;
        elements.RemoveAt(index);
        if (tag == Tags.SpecificCharacterSet) ForgetCharacterSet();
        return true;
    }

    /// <summary>A copy whose items are copies too; the bytes of values are shared, they never change.</summary>
    public DataSet Copy()
    {
        var copy = new DataSet(elements.Count) { HasUndefinedLength = HasUndefinedLength };
        foreach (var element in elements)
        {
            copy.Set(element.Items is { } items ? element.WithItems([.. items.Select(item => item.Copy())]) : element);
        }
        return copy;
    }

    /// <summary>The element at a position, in ascending order of tag.</summary>
    public DataElement this[int index] => elements[index];

    /// <inheritdoc/>
    public IEnumerator<DataElement> GetEnumerator() => elements.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What a parser does: the element comes after all others, and its items know their parent already.</summary>
    /// <returns>False if it does not come after all others; it is not added.</returns>
    internal bool Append(DataElement element)
    {
        if (elements.Count > 0 && elements[^1].Tag.Value >= element.Tag.Value) return false;
        elements.Add(element);
        return true;
    }

    internal void Adopt(DataSet parent)
    {
        Parent = parent;
        ForgetCharacterSet();
    }

    private void ForgetCharacterSet()
    {
        characterSet = null;
        foreach (var element in elements)
        {
            if (element.Items is not { } items) continue;
            foreach (var item in items) item.ForgetCharacterSet();
        }
    }

    // The index of the tag, or the complement of where it belongs.
    private int IndexOf(Tag tag)
    {
        var span = CollectionsMarshal.AsSpan(elements);
        int low = 0, high = span.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = span[middle].Tag.Value;
            if (found == tag.Value) return middle;
            if (found < tag.Value) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}
