namespace Pandok.Deidentification.Text;

/// <summary>What kind of thing a removed span was; written in its place in prose.</summary>
public enum Mark
{
    /// <summary>A person.</summary>
    Name,
    /// <summary>A date, with its time.</summary>
    Date,
    /// <summary>A number or code that points to a person, an order, a record, a vehicle or a device.</summary>
    Id,
    /// <summary>A telephone or fax number.</summary>
    Phone,
    /// <summary>An address of mail.</summary>
    Email,
    /// <summary>An address of the web or of a network node.</summary>
    Url,
    /// <summary>A DICOM UID or another dotted number.</summary>
    Uid,
    /// <summary>An institution, a department, an address.</summary>
    Place,
}
