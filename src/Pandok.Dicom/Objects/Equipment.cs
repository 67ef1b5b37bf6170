using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects;

/// <summary>What made the object (General and Enhanced General Equipment, PS3.3 C.7.5.1 and C.7.5.2).</summary>
/// <param name="Manufacturer">Such as Pandok.</param>
/// <param name="Model">The product or analyzer.</param>
/// <param name="SerialNumber">What tells this installation from others; no site's or person's name.</param>
/// <param name="SoftwareVersion">The version.</param>
public sealed record Equipment(string Manufacturer, string Model, string SerialNumber, string SoftwareVersion)
{
    internal void Put(DataSet into) => into
        .Put("Manufacturer", Manufacturer)
        .Put("ManufacturerModelName", Model)
        .Put("DeviceSerialNumber", SerialNumber)
        .Put("SoftwareVersions", SoftwareVersion);
}
