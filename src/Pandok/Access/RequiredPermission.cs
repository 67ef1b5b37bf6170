namespace Pandok.Access;

/// <summary>The metadata of a route: the deed it is. The access test reads it, and so does the guard.</summary>
internal sealed record RequiredPermission(Permission Permission);
