namespace Pandok.Access;

/// <summary>Who does something: a signed-in account, a device, or the platform itself (Id empty).</summary>
internal sealed record Actor(Guid Id, string Name, string Role)
{
    public static readonly Actor Platform = new(Guid.Empty, "pandok", "platform");
    public static Actor Device(Guid id, string name) => new(id, name, "device");
}
