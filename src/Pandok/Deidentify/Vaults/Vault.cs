using Pandok.Access;
using Pandok.Studies;

namespace Pandok.Deidentify.Vaults;

/// <summary>The sealed store that maps pseudonym and mapped study back to the identity.</summary>
internal sealed class Vault
{
    public Task<SiteKeys> KeysOfAsync(Guid site, CancellationToken stop) => throw new NotImplementedException();

    public Task<SealOutcome> SealAsync(Guid site, string pseudonym, StudyIdentity identity, string mappedStudyUid, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Call outside any transaction: the audit row has its own, committed before the identity is read.</summary>
    public Task<ResolveOutcome> ResolveAsync(Study study, string purpose, Actor actor, CancellationToken stop) => throw new NotImplementedException();

    public Task<ResolveManyOutcome> ResolveManyAsync(IReadOnlyList<Study> studies, string purpose, Actor actor, CancellationToken stop) => throw new NotImplementedException();

    public Task EraseAsync(Guid site, CancellationToken stop) => throw new NotImplementedException();
}
