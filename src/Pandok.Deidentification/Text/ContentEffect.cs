namespace Pandok.Deidentification.Text;

/// <summary>What happens to a content item of structured content.</summary>
internal enum ContentEffect
{
    /// <summary>Its values go through the ordinary rules.</summary>
    Clean,
    /// <summary>It stays, its value says nothing.</summary>
    Blank,
    /// <summary>It goes.</summary>
    Remove,
}
