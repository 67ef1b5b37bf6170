namespace Pandok.Report;

/// <summary>The kind of screen in front of which a version was signed, as the page told it.</summary>
internal enum SigningDevice
{
    Desktop,
    Phone,
}
