using Pandok.Dicom.Data;

namespace Pandok.Planted;

/// <summary>What was planted in a corpus, and what must be there afterwards.</summary>
public sealed class Truth
{
    /// <summary>Texts that identify a patient, a place or a member of the staff, decoded; each stands somewhere in the objects, in some encoding.</summary>
    public IReadOnlyCollection<string> Identifiers => identifiers;

    /// <summary>Instance-level UIDs of the inputs.</summary>
    public IReadOnlyCollection<string> Uids => uids;

    /// <summary>Values that must be there unchanged under a profile that keeps characteristics and modified dates.</summary>
    public IReadOnlyList<Survivor> Survivors => survivors;

    /// <summary>Words of descriptors that name no one.</summary>
    public IReadOnlyList<Descriptor> Descriptors => descriptors;

    /// <summary>Private values that both public lists call safe.</summary>
    public IReadOnlyList<SafeValue> SafeValues => safeValues;

    /// <summary>References between objects of the corpus.</summary>
    public IReadOnlyList<CrossReference> References => references;

    /// <summary>Text drawn into pixels.</summary>
    public IReadOnlyList<BurnedText> Burned => burned;

    private readonly HashSet<string> identifiers = new(StringComparer.Ordinal);
    private readonly HashSet<string> uids = new(StringComparer.Ordinal);
    private readonly List<Survivor> survivors = [];
    private readonly List<Descriptor> descriptors = [];
    private readonly List<SafeValue> safeValues = [];
    private readonly List<CrossReference> references = [];
    private readonly List<BurnedText> burned = [];

    internal string Identifies(string text)
    {
        identifiers.Add(text);
        return text;
    }

    internal string Uid(string uid)
    {
        uids.Add(uid);
        return uid;
    }

    internal void Survives(string name, IReadOnlyList<Tag> path, string value) => survivors.Add(new Survivor(name, path, value));

    internal void Forget(string name, Tag tag) => survivors.RemoveAll(survivor => survivor.Name == name && survivor.Path.Count == 1 && survivor.Path[0] == tag);

    internal void Forget(string name, string word) => descriptors.RemoveAll(descriptor => descriptor.Name == name && descriptor.Word == word);

    internal void Describes(string name, Tag tag, string word) => descriptors.Add(new Descriptor(name, tag, word));

    internal void IsSafe(string name, ushort group, string creator, byte element, string value) => safeValues.Add(new SafeValue(name, group, creator, element, value));

    internal void Refers(string name, IReadOnlyList<Tag> path, string target) => references.Add(new CrossReference(name, path, target));

    internal void Burns(string name, int frame, int x, int y, int width, int height) => burned.Add(new BurnedText(name, frame, x, y, width, height));
}

/// <summary>A value that must stay; of each sequence on the path the first item.</summary>
public sealed record Survivor(string Name, IReadOnlyList<Tag> Path, string Value);

/// <summary>A word that should stay in a descriptor.</summary>
public sealed record Descriptor(string Name, Tag Tag, string Word);

/// <summary>A private value that should stay, by creator; the block may be another afterwards.</summary>
public sealed record SafeValue(string Name, ushort Group, string Creator, byte Element, string Value);

/// <summary>A UID in one object that must be the SOP Instance UID of another afterwards.</summary>
public sealed record CrossReference(string Name, IReadOnlyList<Tag> Path, string Target);

/// <summary>A box of drawn text, in pixels of a frame counted from 0.</summary>
public sealed record BurnedText(string Name, int Frame, int X, int Y, int Width, int Height);
