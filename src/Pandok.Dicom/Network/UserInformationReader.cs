using System.Buffers.Binary;
using System.Text;

namespace Pandok.Dicom.Network;

// Reads the sub-items of the user information item: PS3.8 Annex D.1 (maximum length) and PS3.7 Annex D.3.3 (the rest). Lengths are judged as in AssociateReader.
internal static class UserInformationReader
{
    private const uint SmallestPeerPdu = 128;

    public static AssociateMessage Read(ReadOnlySpan<byte> value, AssociateMessage message)
    {
        var roles = new List<RoleSelection>();
        var extended = new List<ExtendedNegotiation>();
        var common = new List<CommonExtendedNegotiation>();
        for (var rest = value; !rest.IsEmpty;)
        {
            var type = AssociateReader.TakeItem(ref rest, out var sub);
            switch (type)
            {
                case 0x51: message = message with { MaxPdu = MaximumLength(sub) }; break;
                case 0x52: message = message with { ImplementationClass = AssociateReader.Uid(sub) }; break;
                case 0x53: message = message with { Window = Window(sub) }; break;
                case 0x54: roles.Add(Role(sub)); break;
                case 0x55: message = message with { ImplementationVersion = VersionName(sub) }; break;
                case 0x56: extended.Add(new ExtendedNegotiation(AssociateReader.Uid(Field(ref sub)), sub.ToArray())); break;
                case 0x57: common.Add(Common(sub)); break;
                case 0x58: message = message with { UserIdentity = Identity(sub) }; break;
                case 0x59: message = message with { UserIdentityResponse = Field(ref sub).ToArray() }; break;
                default: break;
            }
        }
        return message with { Roles = roles, ExtendedNegotiations = extended, CommonExtendedNegotiations = common };
    }

    private static uint MaximumLength(ReadOnlySpan<byte> value)
    {
        if (value.Length != 4) throw AssociateReader.Invalid("The maximum length item has no 4 bytes");
        var length = BinaryPrimitives.ReadUInt32BigEndian(value);
        return length is 0 or >= SmallestPeerPdu ? length : throw AssociateReader.Invalid("The peer's maximum length is too small to talk");
    }

    private static OperationsWindow Window(ReadOnlySpan<byte> value) => value.Length == 4
        ? new OperationsWindow(BinaryPrimitives.ReadUInt16BigEndian(value), BinaryPrimitives.ReadUInt16BigEndian(value[2..]))
        : throw AssociateReader.Invalid("The asynchronous operations window has no 4 bytes");

    private static RoleSelection Role(ReadOnlySpan<byte> value)
    {
        var uid = AssociateReader.Uid(Field(ref value));
        return value.Length == 2 ? new RoleSelection(uid, value[0] == 1, value[1] == 1) : throw AssociateReader.Invalid("A role selection has no two roles");
    }

    private static CommonExtendedNegotiation Common(ReadOnlySpan<byte> value)
    {
        var sopClass = AssociateReader.Uid(Field(ref value));
        var serviceClass = AssociateReader.Uid(Field(ref value));
        var related = new List<string>();
        for (var list = Field(ref value); !list.IsEmpty;) related.Add(AssociateReader.Uid(Field(ref list)));
        return new CommonExtendedNegotiation(sopClass, serviceClass, related);
    }

    private static UserIdentity Identity(ReadOnlySpan<byte> value)
    {
        if (value.Length < 2) throw AssociateReader.Invalid("A user identity is cut");
        var (type, wantsResponse) = ((UserIdentityType)value[0], value[1] == 1);
        value = value[2..];
        var primary = Field(ref value).ToArray();
        // Of length zero unless the type is 2, and then left out by some.
        return new UserIdentity(type, primary, value.IsEmpty ? default(ReadOnlyMemory<byte>) : Field(ref value).ToArray(), wantsResponse);
    }

    // Two bytes of length, and what they count.
    private static ReadOnlySpan<byte> Field(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(rest) is var length && length > rest.Length - 2) throw AssociateReader.Invalid("A field is longer than what holds it");
        var value = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return value;
    }

    private static string? VersionName(ReadOnlySpan<byte> value)
    {
        var name = Encoding.Latin1.GetString(value[..Math.Min(value.Length, 16)].TrimEnd("\0 "u8));
        return name.Length > 0 && name.All(c => c is >= ' ' and <= '~') ? name : null;
    }
}
