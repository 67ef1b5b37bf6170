using System.Text;

namespace Pandok.Dicom.Network;

/// <summary>User identity negotiation (PS3.7 D.3.3.7). The bytes are passed on as they came; who accepts the association judges them.</summary>
/// <param name="Type">The kind of credential; a value that the standard does not know is passed on too.</param>
/// <param name="Primary">User name, ticket, assertion or token; at most 65,535 bytes.</param>
/// <param name="Secondary">The passcode, or empty.</param>
/// <param name="ResponseRequested">The requestor wants a positive response, and gives up without one.</param>
public sealed record UserIdentity(UserIdentityType Type, ReadOnlyMemory<byte> Primary, ReadOnlyMemory<byte> Secondary, bool ResponseRequested)
{
    /// <summary>A user name, and a passcode if there is one.</summary>
    public static UserIdentity Of(string username, string? passcode = null, bool responseRequested = true) => new(
        passcode is null ? UserIdentityType.Username : UserIdentityType.UsernameAndPasscode,
        Encoding.UTF8.GetBytes(username),
        passcode is null ? default(ReadOnlyMemory<byte>) : Encoding.UTF8.GetBytes(passcode),
        responseRequested);

    /// <summary>The primary field as text, for types 1 and 2.</summary>
    public string Username => Encoding.UTF8.GetString(Primary.Span);

    /// <summary>The secondary field as text, for type 2.</summary>
    public string Passcode => Encoding.UTF8.GetString(Secondary.Span);

    /// <summary>The type only: the rest is a secret.</summary>
    public override string ToString() => $"{Type}";
}
