using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Pandok.Dicom.Network;

// Writes A-ASSOCIATE-RQ and -AC with their heads (PS3.8 sections 9.3.2 and 9.3.3), and the fixed PDUs.
internal static class AssociateWriter
{
    public static byte[] Write(PduType type, AssociateMessage message)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        var head = body.GetSpan(68)[..68];
        head.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(head, message.ProtocolVersion);
        AeTitle.Write(head.Slice(4, AeTitle.Length), message.CalledAe!);
        AeTitle.Write(head.Slice(20, AeTitle.Length), message.CallingAe!);
        body.Advance(68);
        Text(body, 0x10, message.ApplicationContext);
        foreach (var context in message.Proposed)
        {
            var inner = new ArrayBufferWriter<byte>();
            inner.Write((ReadOnlySpan<byte>)[context.Id, 0, 0, 0]);
            Text(inner, 0x30, context.AbstractSyntax);
            foreach (var syntax in context.TransferSyntaxes) Text(inner, 0x40, syntax);
            Item(body, 0x20, inner.WrittenSpan);
        }
        foreach (var answer in message.Answers)
        {
            var inner = new ArrayBufferWriter<byte>();
            inner.Write((ReadOnlySpan<byte>)[answer.Id, 0, (byte)answer.Result, 0]);
            Text(inner, 0x40, answer.TransferSyntax);
            Item(body, 0x21, inner.WrittenSpan);
        }
        Item(body, 0x50, UserInformationWriter.Write(message));

        var pdu = new byte[6 + body.WrittenCount];
        pdu[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(2), body.WrittenCount);
        body.WrittenSpan.CopyTo(pdu.AsSpan(6));
        return pdu;
    }

    public static byte[] Reject(AssociationRejection rejection) => Fixed(PduType.AssociateReject, rejection.Result, rejection.Source, rejection.Reason);

    public static byte[] Abort(byte source, AbortReason reason) => Fixed(PduType.Abort, 0, source, (byte)reason);

    public static byte[] Release(PduType type) => Fixed(type, 0, 0, 0);

    private static byte[] Fixed(PduType type, byte second, byte third, byte fourth) => [(byte)type, 0, 0, 0, 0, 4, 0, second, third, fourth];

    public static void Text(ArrayBufferWriter<byte> to, byte type, string text) => Item(to, type, Encoding.ASCII.GetBytes(text));

    public static void Item(ArrayBufferWriter<byte> to, byte type, ReadOnlySpan<byte> value)
    {
        var head = to.GetSpan(4);
        head[0] = type;
        head[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], checked((ushort)value.Length));
        to.Advance(4);
        to.Write(value);
    }
}
