namespace Pandok.Studies;

/// <summary>Who sent an instance, and over which door. Known before the first byte of the data set is read.</summary>
internal sealed record Origin(Guid SiteId, Guid DeviceId, Door Door, string Peer, string? CallingAe);
