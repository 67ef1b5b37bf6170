using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Pandok.Platform.Database;

namespace Pandok.Read.Settings;

/// <summary>Keeps the settings of readers and the hanging protocols of sites.</summary>
internal sealed class SettingsDesk(Database db, IOptions<JsonOptions> json)
{
    public async Task<ReadingSettings> OfReaderAsync(Guid account, CancellationToken stop) => await FindAsync<ReadingSettings>(account, stop) ?? ReadingSettings.Usual;

    public async Task<IReadOnlyList<JsonElement>> OfSiteAsync(Guid site, CancellationToken stop) => await FindAsync<List<JsonElement>>(site, stop) ?? [];

    /// <returns>By site; a site without any is not in it.</returns>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<JsonElement>>> OfSitesAsync(Guid[] sites, CancellationToken stop) =>
        await db.Set<SettingsRow>().AsNoTracking().Where(row => sites.Contains(row.Owner))
            .ToDictionaryAsync(row => row.Owner, row => JsonSerializer.Deserialize<IReadOnlyList<JsonElement>>(row.Json, json.Value.SerializerOptions) ?? [], stop);

    /// <returns>False when it is too long to keep.</returns>
    public async Task<bool> KeepAsync<T>(Guid owner, T settings, CancellationToken stop)
    {
        var text = JsonSerializer.Serialize(settings, json.Value.SerializerOptions);
        // PostgreSQL cannot store U+0000.
        if (text.Length > ReadingSettings.Longest || text.Contains("\\u0000", StringComparison.Ordinal)) return false;
        db.ChangeTracker.Clear();
        await db.InTransactionAsync(async token =>
        {
            if (await db.Set<SettingsRow>().SingleOrDefaultAsync(row => row.Owner == owner, token) is { } known) known.Json = text;
            else db.Add(new SettingsRow { Owner = owner, Json = text });
            await db.SaveChangesAsync(token);
        }, stop);
        return true;
    }

    private async Task<T?> FindAsync<T>(Guid owner, CancellationToken stop) where T : class =>
        await db.Set<SettingsRow>().AsNoTracking().Where(row => row.Owner == owner).Select(row => row.Json).SingleOrDefaultAsync(stop) is { } text
            ? JsonSerializer.Deserialize<T>(text, json.Value.SerializerOptions) : null;
}
