namespace Pandok.Dicom.Network;

/// <summary>What kind of credential a user identity is (PS3.7 Table D.3-14).</summary>
public enum UserIdentityType : byte
{
    /// <summary>A user name in UTF-8.</summary>
    Username = 1,
    /// <summary>A user name and a passcode, both in UTF-8.</summary>
    UsernameAndPasscode = 2,
    /// <summary>A Kerberos service ticket.</summary>
    Kerberos = 3,
    /// <summary>A SAML assertion.</summary>
    Saml = 4,
    /// <summary>A JSON Web Token.</summary>
    JsonWebToken = 5,
}
