using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Audit;

internal sealed class AuditTrail
{
    /// <summary>Must run inside <see cref="Transactions.InTransactionAsync{T}"/>. <paramref name="detail"/> is a small object, never identity.</summary>
    public Task AppendAsync(Database db, Actor actor, AuditAction action, string? study, Guid? site, object? detail, CancellationToken stop) => throw new NotImplementedException();

    public Task<ChainVerdict> VerifyAsync(Database db, CancellationToken stop) => throw new NotImplementedException();
}
