using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

// Writes the sub-items of the user information item (PS3.8 Annex D.1, PS3.7 Annex D.3.3).
internal static class UserInformationWriter
{
    public static ReadOnlySpan<byte> Write(AssociateMessage message)
    {
        var user = new ArrayBufferWriter<byte>();
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(length, message.MaxPdu);
        AssociateWriter.Item(user, 0x51, length);
        AssociateWriter.Text(user, 0x52, Uids.ImplementationClass);
        if (message.Window is { } window) AssociateWriter.Item(user, 0x53, [(byte)(window.Invoked >> 8), (byte)window.Invoked, (byte)(window.Performed >> 8), (byte)window.Performed]);
        foreach (var role in message.Roles) Nested(user, 0x54, Text(role.SopClassUid), [(byte)(role.Scu ? 1 : 0), (byte)(role.Scp ? 1 : 0)]);
        AssociateWriter.Text(user, 0x55, Uids.ImplementationVersion);
        foreach (var extended in message.ExtendedNegotiations) Nested(user, 0x56, Text(extended.SopClassUid), extended.Information.Span);
        foreach (var common in message.CommonExtendedNegotiations)
            Nested(user, 0x57, Text(common.SopClassUid), [.. Text(common.ServiceClassUid), .. Field([.. common.RelatedGeneralSopClasses.SelectMany(Text)])]);
        if (message.UserIdentity is { } identity)
            Nested(user, 0x58, [(byte)identity.Type, (byte)(identity.ResponseRequested ? 1 : 0)], [.. Field(identity.Primary.Span), .. Field(identity.Secondary.Span)]);
        if (message.UserIdentityResponse is { } response) AssociateWriter.Item(user, 0x59, Field(response.Span));
        return user.WrittenSpan;
    }

    private static byte[] Text(string text) => Field(Encoding.ASCII.GetBytes(text));

    private static byte[] Field(ReadOnlySpan<byte> value)
    {
        var field = new byte[2 + value.Length];
        BinaryPrimitives.WriteUInt16BigEndian(field, checked((ushort)value.Length));
        value.CopyTo(field.AsSpan(2));
        return field;
    }

    private static void Nested(ArrayBufferWriter<byte> to, byte type, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => AssociateWriter.Item(to, type, [.. first, .. second]);
}
