namespace Pandok.Devices;

internal sealed record NewDevice(Guid Site, string Name, string AeTitle, string? Host = null);
