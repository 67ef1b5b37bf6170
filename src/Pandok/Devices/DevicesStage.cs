using Pandok.Access;

namespace Pandok.Devices;

internal static class DevicesStage
{
    public static IServiceCollection AddDevices(this IServiceCollection services) =>
        services.AddSingleton<DeviceDirectory>().AddScoped<DeviceRegistry>();

    public static IEndpointRouteBuilder MapDevices(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/api/admin/devices").Requires(Permission.Administer);
        devices.MapGet("", ListAsync).WithName("ListDevices");
        devices.MapPost("", RegisterAsync).WithName("RegisterDevice").Produces<RegisteredDevice>();
        return routes;
    }

    internal sealed record DeviceItem(Guid Id, Guid Site, string Name, string AeTitle, string? Host, DateTimeOffset? LastSeenAt);

    internal sealed record DeviceList(IReadOnlyList<DeviceItem> Items);

    internal sealed record RegisteredDevice(Guid Id, string ApiKey);

    private static async Task<DeviceList> ListAsync(DeviceRegistry registry, CancellationToken stop) =>
        new([.. (await registry.ListAsync(stop)).Select(device => new DeviceItem(device.Id, device.SiteId, device.Name, device.AeTitle, device.Host, device.LastSeenAt))]);

    private static async Task<IResult> RegisterAsync(NewDevice wanted, CurrentUser user, DeviceRegistry registry, CancellationToken stop) =>
        await registry.RegisterAsync(wanted, user.Actor, stop) switch
        {
            RegisterOutcome.Registered(var device, var key) => Results.Ok(new RegisteredDevice(device.Id, key)),
            RegisterOutcome.Refused refused => Problems.Problem(StatusCodes.Status422UnprocessableEntity, refused.Code, refused.Title),
            _ => throw new InvalidOperationException(),
        };
}
