using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;

namespace Pandok.Deidentify.Vaults;

/// <summary>Remembers, by keyed hash, which identities are sealed already: the second and every further instance of a study costs no database.</summary>
internal sealed class SealedMemory : IDisposable
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    public bool Holds(Guid site, string pseudonym, StudyIdentity identity, string study) => cache.TryGetValue(HashOf(site, pseudonym, identity, study), out _);

    public void Add(Guid site, string pseudonym, StudyIdentity identity, string study) =>
        cache.Set(HashOf(site, pseudonym, identity, study), true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(10) });

    public void Clear() => cache.Clear();

    public void Dispose() => cache.Dispose();

    private Guid HashOf(Guid site, string pseudonym, StudyIdentity identity, string study) =>
        new(HMACSHA256.HashData(key, JsonSerializer.SerializeToUtf8Bytes((site, pseudonym, identity, study), Tuples)).AsSpan(0, 16));

    private static readonly JsonSerializerOptions Tuples = new() { IncludeFields = true };
}
