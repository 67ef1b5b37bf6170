using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Tests.Worklist;

public sealed class EmergencyTests
{
    [Theory]
    [InlineData("Unread", false, true, false, typeof(EmergencyOutcome.Changed))]
    [InlineData("Unread", true, true, false, typeof(EmergencyOutcome.AsItWas))]
    [InlineData("Unread", true, false, false, typeof(EmergencyOutcome.OnlyCoordinator))]
    [InlineData("Unread", true, false, true, typeof(EmergencyOutcome.Changed))]
    [InlineData("Reported", false, true, true, typeof(EmergencyOutcome.AlreadySigned))]
    public void The_site_raises_and_the_coordinator_lowers(string state, bool isNow, bool wanted, bool mayLower, Type expected) =>
        Assert.IsType(expected, Emergency.Decide(ClaimTests.Study(Enum.Parse<StudyState>(state), isNow, null, null), wanted, mayLower));

    [Fact]
    public async Task An_emergency_is_on_the_list_while_it_arrives_and_its_reason_names_nobody()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        var far = TimeProvider.System.GetUtcNow().AddHours(1);
        await server.AddAsync(site.Id, change: study => (study.State, study.SettledAt, study.SettlesAt) = (StudyState.Receiving, null, far));
        var technologist = await server.SignInAsync(Role.Technologist, site.Id);
        var reader = await server.SignInAsync(Role.Reader, site.Id);
        var coordinator = await server.SignInAsync(Role.Coordinator);

        Assert.Empty((await reader.GetAsync("/api/worklist").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal("notSettled", await reader.ClaimAsync().CodeAsync(HttpStatusCode.Conflict));
        await technologist.PostAsJsonAsync($"/api/studies/{Reading.Uid}/emergency", new { emergency = true, reason = "DEMO^PATIENT fell" }).JsonAsync(HttpStatusCode.NoContent);
        var item = Assert.Single((await reader.GetAsync("/api/worklist").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal("receiving", item.GetProperty("state").GetString());
        Assert.False(item.GetProperty("complete").GetBoolean());

        await reader.ClaimAsync().JsonAsync();
        await reader.DeleteAsync($"/api/studies/{Reading.Uid}/claim").JsonAsync(HttpStatusCode.NoContent);
        Assert.Equal(StudyState.Receiving, (await server.StudyAsync()).State);

        Assert.Equal("onlyCoordinator", await technologist.PostAsJsonAsync($"/api/studies/{Reading.Uid}/emergency", new { emergency = false }).CodeAsync(HttpStatusCode.Forbidden));
        await coordinator.PostAsJsonAsync($"/api/studies/{Reading.Uid}/emergency", new { emergency = false }).JsonAsync(HttpStatusCode.NoContent);
        Assert.False((await server.StudyAsync()).Emergency);
        Assert.Equal([AuditAction.Emergency, AuditAction.Claimed, AuditAction.Released, AuditAction.Emergency], await server.TrailAsync());
        var details = await server.WithDatabaseAsync(async db => JsonSerializer.Serialize(await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Set<AuditEntry>())));
        Assert.DoesNotContain("PATIENT", details);
    }
}
