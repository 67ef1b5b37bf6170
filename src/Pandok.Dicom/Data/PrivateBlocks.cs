namespace Pandok.Dicom.Data;

/// <summary>Private data elements and the creators that reserve their blocks (PS3.5 section 7.8).</summary>
public static class PrivateBlocks
{
    /// <summary>Who reserved the block of a private element: (gggg,00bb) for (gggg,bbee).</summary>
    /// <returns>Null if nobody did, or the element is not private.</returns>
    public static string? CreatorOf(this DataSet set, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(set);
        return tag.IsPrivate && tag.Element >= 0x1000 ? set.GetString(new Tag(tag.Group, (ushort)(tag.Element >> 8))) : null;
    }

    /// <summary>The element that a creator numbers <paramref name="element"/>, wherever its block lies in this data set.</summary>
    /// <returns>Null if the creator reserved no block of the group.</returns>
    public static Tag? FindPrivate(this DataSet set, ushort group, string creator, byte element)
    {
        ArgumentNullException.ThrowIfNull(set);
        for (var block = 0x10; block <= 0xFF; block++)
        {
            if (set.GetString(new Tag(group, (ushort)block)) is { } name && string.Equals(name, creator, StringComparison.Ordinal)) return new Tag(group, (ushort)((block << 8) | element));
        }
        return null;
    }

    /// <summary>As <see cref="FindPrivate"/>; reserves the first free block of the group if the creator has none.</summary>
    /// <exception cref="ArgumentException">The group is even.</exception>
    /// <exception cref="InvalidOperationException">All 240 blocks are taken.</exception>
    public static Tag ReservePrivate(this DataSet set, ushort group, string creator, byte element)
    {
        if ((group & 1) == 0) throw new ArgumentException("Private groups are odd (PS3.5 section 7.8).", nameof(group));
        if (set.FindPrivate(group, creator, element) is { } found) return found;
        for (var block = 0x10; block <= 0xFF; block++)
        {
            if (set.Contains(new Tag(group, (ushort)block))) continue;
            set.Set(new Tag(group, (ushort)block), Vr.LO, creator);
            return new Tag(group, (ushort)((block << 8) | element));
        }
        throw new InvalidOperationException($"Group {group:X4} has no free block.");
    }
}
