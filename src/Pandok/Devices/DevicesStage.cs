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
        devices.MapPut("/{id:guid}", ChangeAsync).WithName("ChangeDevice").Produces(204);
        devices.MapPost("/{id:guid}/echo", EchoAsync).WithName("EchoDevice").Produces<Echo>();
        return routes;
    }

    internal sealed record DeviceItem(Guid Id, Guid Site, string Name, string AeTitle, string? Host, int? Port, bool MayRetrieve, string? CharacterSet, string? Certificate, DateTimeOffset? LastSeenAt);

    internal sealed record DeviceList(IReadOnlyList<DeviceItem> Items);

    /// <param name="Code">answered, noAddress, unreachable, rejected, aborted, noVerification or status.</param>
    internal sealed record Echo(bool Answered, string Code, string? Detail, double? Milliseconds);

    internal sealed record RegisteredDevice(Guid Id, string ApiKey);

    private static async Task<DeviceList> ListAsync(DeviceRegistry registry, CancellationToken stop) =>
        new([.. (await registry.ListAsync(stop)).Select(device => new DeviceItem(device.Id, device.SiteId, device.Name, device.AeTitle, device.Host, device.Port, device.MayRetrieve, device.CharacterSet, device.Certificate, device.LastSeenAt))]);

    private static async Task<IResult> RegisterAsync(NewDevice wanted, CurrentUser user, DeviceRegistry registry, CancellationToken stop) =>
        await registry.RegisterAsync(wanted, user.Actor, stop) switch
        {
            RegisterOutcome.Registered(var device, var key) => Results.Ok(new RegisteredDevice(device.Id, key)),
            RegisterOutcome.Refused refused => Problems.Problem(StatusCodes.Status422UnprocessableEntity, refused.Code, refused.Title),
            _ => throw new InvalidOperationException(),
        };

    private static async Task<IResult> ChangeAsync(Guid id, DeviceChange wanted, CurrentUser user, DeviceRegistry registry, CancellationToken stop) =>
        await registry.ChangeAsync(id, wanted, user.Actor, stop) switch
        {
            null => Problems.NotFound(),
            RegisterOutcome.Changed => Results.NoContent(),
            RegisterOutcome.Refused refused => Problems.Problem(StatusCodes.Status422UnprocessableEntity, refused.Code, refused.Title),
            _ => throw new InvalidOperationException(),
        };

    private static async Task<IResult> EchoAsync(Guid id, DeviceRegistry registry, CancellationToken stop) =>
        await registry.FindAsync(id, stop) is not { } device ? Problems.NotFound() : Results.Ok(await registry.EchoAsync(device, stop) switch
        {
            EchoOutcome.Answered answered => new Echo(true, "answered", null, Math.Round(answered.After.TotalMilliseconds, 1)),
            EchoOutcome.NoAddress => new Echo(false, "noAddress", null, null),
            EchoOutcome.Failed failed => new Echo(false, failed.Code, failed.Detail, null),
            _ => throw new InvalidOperationException(),
        });
}
