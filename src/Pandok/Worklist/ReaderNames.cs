using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Worklist;

/// <summary>Names of accounts, for those who may see what the accounts do.</summary>
internal sealed class ReaderNames(Database db)
{
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(IEnumerable<Guid> accounts, CancellationToken stop)
    {
        var ids = accounts.Distinct().ToArray();
        return ids.Length == 0
            ? new Dictionary<Guid, string>()
            : await db.Set<Account>().Where(account => ids.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.DisplayName, stop);
    }

    public async Task<ClaimView> ClaimAsync(CurrentUser user, Guid reader, DateTimeOffset until, CancellationToken stop) =>
        View(user, await OfAsync([reader], stop), reader, until);

    public static ClaimView View(CurrentUser user, IReadOnlyDictionary<Guid, string> names, Guid reader, DateTimeOffset until)
    {
        var name = names.GetValueOrDefault(reader, "?");
        return new(new(reader, name, Initials(name)), until, reader == user.Id);
    }

    /// <summary>Two letters for a pill: first and last word of a Latin name, the given name of a Korean one.</summary>
    internal static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => "?",
            [var one] when one[0] is >= '가' and <= '힣' => one[Math.Max(0, one.Length - 2)..],
            [var one] => one[..Math.Min(2, one.Length)].ToUpperInvariant(),
            [var first, .., var last] => $"{first[0]}{last[0]}".ToUpperInvariant(),
        };
    }
}
