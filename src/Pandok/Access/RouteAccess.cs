using Microsoft.AspNetCore.Builder;

namespace Pandok.Access;

internal static class RouteAccess
{
    /// <summary>
    /// Only accounts with this permission reach the route. Where the route names a study (<c>{study}</c>) or a series (<c>{series}</c>), one the
    /// account may not see answers 404 before the body is read.
    /// </summary>
    public static TBuilder Requires<TBuilder>(this TBuilder builder, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization().WithMetadata(new RequiredPermission(permission));
}
