namespace Pandok.Access;

/// <summary>The tokens of the own account.</summary>
internal static class TokenEndpoints
{
    internal sealed record TokenItem(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateOnly? UsedOn);

    internal sealed record TokenList(IReadOnlyList<TokenItem> Items);

    /// <param name="Days">How long it is valid: 1 to 366.</param>
    internal sealed record NewToken(string Name, int Days);

    /// <param name="Token">Shown only now.</param>
    internal sealed record AddedToken(Guid Id, string Token, DateTimeOffset ExpiresAt);

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/api/me/tokens").Requires(Permission.UseOwnAccount);
        tokens.MapGet("", ListAsync).WithName("ListTokens");
        tokens.MapPost("", AddAsync).WithName("AddToken").Produces<AddedToken>();
        tokens.MapDelete("/{id:guid}", RevokeAsync).WithName("RevokeToken").Produces(204);
    }

    private static async Task<TokenList> ListAsync(CurrentUser user, AccessTokens tokens, CancellationToken stop) =>
        new([.. (await tokens.ListAsync(user, stop)).Select(row => new TokenItem(row.Id, row.Name, row.CreatedAt, row.ExpiresAt, row.UsedOn))]);

    private static async Task<IResult> AddAsync(NewToken wanted, CurrentUser user, AccessTokens tokens, CancellationToken stop)
    {
        var (row, secret, refusal) = await tokens.AddAsync(user, wanted.Name, wanted.Days, stop);
        return row is not null
            ? Results.Ok(new AddedToken(row.Id, secret, row.ExpiresAt))
            : Problems.Problem(StatusCodes.Status422UnprocessableEntity, refusal, "A token has a name of at most 60 characters and is valid for 1 to 366 days; an account has at most 20.");
    }

    private static async Task<IResult> RevokeAsync(Guid id, CurrentUser user, AccessTokens tokens, CancellationToken stop) =>
        await tokens.RevokeAsync(user, id, stop) ? Results.NoContent() : Problems.NotFound();
}
