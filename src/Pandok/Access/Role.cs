namespace Pandok.Access;

internal enum Role
{
    Technologist,
    Referrer,
    Reader,
    /// <summary>A program that measures studies, by DICOMweb.</summary>
    Analyzer,
    Coordinator,
    PrivacyOfficer,
    Admin,
}
