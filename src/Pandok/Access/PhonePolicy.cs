namespace Pandok.Access;

/// <summary>What a site says of reading its studies on a phone.</summary>
internal enum PhonePolicy
{
    /// <summary>The page says "not for primary reading".</summary>
    Marked,
    /// <summary>Reports may be made on a phone; each says that it was.</summary>
    Primary,
}
