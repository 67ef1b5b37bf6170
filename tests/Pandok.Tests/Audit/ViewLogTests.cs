using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Tests.Audit;

public sealed class ViewLogTests
{
    [Fact]
    public async Task Each_account_study_and_door_is_written_once_in_ten_minutes()
    {
        await using var server = await RunningServer.StartAsync();
        var views = server.Services.GetRequiredService<ViewLog>();
        await using var db = server.Services.GetRequiredService<DatabaseFactory>().Create();
        var site = Guid.NewGuid();
        var (one, two) = (Reader("one", site), Reader("two", site));
        var study = new Study { Uid = "2.25.77", SiteId = site, Pseudonym = "A-1" };

        for (var i = 0; i < 50; i++) await views.SeesAsync(db, one, study, "dicomWeb", default);
        Assert.Equal(1, await CountAsync(db));
        await views.SeesAsync(db, two, study, "dicomWeb", default);
        await views.SeesAsync(db, one, study, "reportPdf", default);
        Assert.Equal(3, await CountAsync(db));
    }

    private static Task<int> CountAsync(Database db) => db.Set<AuditEntry>().CountAsync(entry => entry.Study == "2.25.77" && entry.Action == AuditAction.Viewed);

    private static CurrentUser Reader(string name, Guid site) => new(Guid.NewGuid(), name, name, Role.Reader, new HashSet<Guid> { site }, [], "ko", "Asia/Seoul");
}
