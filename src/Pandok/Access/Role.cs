namespace Pandok.Access;

internal enum Role
{
    Technologist,
    Referrer,
    Reader,
    Coordinator,
    PrivacyOfficer,
    Admin,
}
